/**
 * `fetch` for AI SDK models, over the transport. Whose call a request belongs to is carried by the async context, not by a
 * header: a header would be part of what some providers sign, and a plug-in may not pass headers on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ResponseHeaders } from './response-headers.ts';
import type { TransportError } from './transport-error.ts';
import type { ResponseSink } from './response-sink.ts';
import type { Transport } from './transport.ts';
import type { WireTrace } from './wire-trace.ts';

const currentCall = new AsyncLocalStorage<string>();

/** Requests sent by `task` belong to the call. */
export function inCall<T>(callId: string, task: () => T): T {
  return currentCall.run(callId, task);
}

/** What a package has not read beyond this holds the server back. */
const maxWaitingBytes = 256 * 1024;
const emptyLine = new TextEncoder().encode('\n\n');

/** Makes the response when its head is there, and its body as the bytes come. */
class FetchedResponse implements ResponseSink {
  readonly #frames: WireTrace['frames'] | undefined;
  readonly #cancel: () => void;
  readonly #resolve: (response: Response) => void;
  readonly #reject: (error: TransportError) => void;
  #body: ReadableStreamDefaultController<Uint8Array> | null = null;
  #isOpen = false;
  /** What came in one message goes into the package's streams in one piece: each piece costs them a dozen turns. */
  #pieces: Uint8Array[] = [];
  #piecesBytes = 0;
  #unread: PromiseWithResolvers<void> | null = null;

  constructor(
    frames: WireTrace['frames'] | undefined,
    cancel: () => void,
    resolve: (response: Response) => void,
    reject: (error: TransportError) => void,
  ) {
    this.#frames = frames;
    this.#cancel = cancel;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  head(status: number, headers: ResponseHeaders): void {
    this.#isOpen = true;
    this.#frames?.begin(status, headers.get('content-type'));
    const stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#body = controller;
        },
        pull: () => this.#read(),
        cancel: () => {
          this.#body = null;
          this.#read();
          this.#cancel();
        },
      },
      { highWaterMark: maxWaitingBytes, size: ({ length }) => length },
    );
    this.#resolve(new Response(stream, { status, headers: [...headers] }));
  }

  data(bytes: Uint8Array, atMs: number): void | Promise<void> {
    this.#frames?.push(bytes, atMs);
    this.#piecesBytes += bytes.length;
    if (this.#pieces.push(bytes) === 1) queueMicrotask(() => this.#flush());
    if ((this.#body?.desiredSize ?? maxWaitingBytes) > this.#piecesBytes) return undefined;
    this.#unread ??= Promise.withResolvers();
    return this.#unread.promise;
  }

  end(): void {
    // a last line without its end is whole here, but not in a package's parser
    if (this.#frames?.end()) this.#pieces.push(emptyLine);
    this.#flush();
    this.#body?.close();
  }

  fail(error: TransportError): void {
    this.#flush();
    if (this.#isOpen) this.#body?.error(error);
    else this.#reject(error);
  }

  #flush(): void {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#piecesBytes = 0;
    if (pieces.length > 0)
      this.#body?.enqueue(pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces));
  }

  #read(): void {
    this.#unread?.resolve();
    this.#unread = null;
  }
}

/** name, value, name, value …, in whatever form a package gave them. */
export function flatHeaders(given: RequestInit['headers']): string[] {
  const pairs = given instanceof Headers || Array.isArray(given) ? [...given] : Object.entries(given ?? {});
  return pairs.flatMap(([name, value]) =>
    name === undefined || value === undefined ? [] : [name, String(value)],
  );
}

/** `framesOf`: where the frames of a call's answer are counted. */
export function fetchOver(
  transport: Transport,
  framesOf: (callId: string) => WireTrace['frames'] | undefined,
): typeof globalThis.fetch {
  const fetch = (input: string | URL | Request, init: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const callId = currentCall.getStore() ?? '';
      const headers = flatHeaders(init.headers);
      let abort: (() => void) | null = null;
      const sink = new FetchedResponse(framesOf(callId), () => abort?.(), resolve, reject);
      abort = transport.send(
        callId,
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: init.method ?? 'GET',
          headers,
          body: (init.body ?? null) as string | null,
        },
        sink,
      );
    });
  return fetch as typeof globalThis.fetch;
}
