/**
 * `fetch` for AI SDK models, over the transport. Whose call a request belongs to is carried by the async context, not by a
 * header: a header would be part of what some providers sign, and a plug-in may not pass headers on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ResponseSink, Transport, TransportError, WireTrace } from './transport.ts';

const currentCall = new AsyncLocalStorage<string>();

/** Requests sent by `task` belong to the call. */
export function inCall<T>(callId: string, task: () => T): T {
  return currentCall.run(callId, task);
}

const noBody = new Set([101, 204, 205, 304]);

/** Makes the response when its head is there, and its body as the bytes come. */
function responseSink(
  frames: WireTrace['frames'] | undefined,
  cancel: () => void,
  resolve: (response: Response) => void,
  reject: (error: TransportError) => void,
): ResponseSink {
  let body: ReadableStreamDefaultController<Uint8Array> | null = null;
  let isOpen = false;
  // what came in one message goes into the package's streams in one piece: each piece costs them a dozen turns
  let waiting: Uint8Array[] = [];
  const flush = () => {
    if (waiting.length > 0)
      body?.enqueue(waiting.length === 1 ? (waiting[0] as Uint8Array) : Buffer.concat(waiting));
    waiting = [];
  };
  return {
    head(status, headers) {
      isOpen = true;
      frames?.begin(status, headers.get('content-type'));
      const stream = noBody.has(status)
        ? null
        : new ReadableStream<Uint8Array>({
            start: (controller) => {
              body = controller;
            },
            cancel() {
              body = null;
              cancel();
            },
          });
      resolve(new Response(stream, { status, headers: [...headers] }));
    },
    data(bytes, atMs) {
      frames?.push(bytes, atMs);
      if (waiting.push(bytes) === 1) queueMicrotask(flush);
    },
    end() {
      frames?.end();
      flush();
      body?.close();
    },
    fail(error) {
      flush();
      if (isOpen) body?.error(error);
      else reject(error);
    },
  };
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
      const sink = responseSink(framesOf(callId), () => abort?.(), resolve, reject);
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
