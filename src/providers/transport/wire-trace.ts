import type { ConnectionTimestamps } from './protocol.ts';
import type { ResponseHeaders } from './response-headers.ts';
import { WireFrames } from './wire-frames.ts';

/** Everything the wire knows of one call, filled while it happens. */
export class WireTrace {
  sentMs: number | null = null;
  connection: ConnectionTimestamps | null = null;
  headersMs: number | null = null;
  firstByteMs: number | null = null;
  closedMs: number | null = null;
  /** Scheme and host that the last request went to. */
  origin: string | null = null;
  status: number | null = null;
  headers: ResponseHeaders | null = null;
  /** Why the transport gave up, if it did. */
  failure: { code: string; message: string } | null = null;
  readonly frames = new WireFrames();
}
