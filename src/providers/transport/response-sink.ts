import type { ResponseHeaders } from './response-headers.ts';
import type { TransportError } from './transport-error.ts';

/** Gets one response, in order and decompressed; `end` or `fail` comes last, once. What it throws ends the request. */
export interface ResponseSink {
  head(status: number, headers: ResponseHeaders): void;
  /** A promise: the bytes still wait to be read; when too many do, the server has to wait too. */
  data(bytes: Uint8Array, atMs: number): void | Promise<void>;
  end(): void;
  fail(error: TransportError): void;
  /** What came has said that nothing follows. */
  readonly isComplete?: boolean;
}

/** Most of an answer, and of one of its frames, once decompressed. */
export interface WireLimits {
  bodyBytes: number;
  frameBytes: number;
}
