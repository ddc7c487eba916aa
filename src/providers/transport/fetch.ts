/** `fetch` for AI SDK models, over the transport. A request says whose call it is in `callHeader`, which never leaves the process. */
import type { ResponseSink, Transport, TransportError, WireTrace } from './transport.ts';

export const callHeader = 'x-assay-call';

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
  return {
    head(status, headers) {
      isOpen = true;
      const stream = noBody.has(status)
        ? null
        : new ReadableStream<Uint8Array>({
            start: (controller) => {
              body = controller;
            },
            cancel,
          });
      resolve(new Response(stream, { status, headers }));
    },
    data(bytes, atMs) {
      frames?.push(bytes, atMs);
      body?.enqueue(bytes);
    },
    end: () => body?.close(),
    fail: (error) => (isOpen ? body?.error(error) : reject(error)),
  };
}

/** `framesOf`: where the frames of a call's answer are counted. */
export function fetchOver(
  transport: Transport,
  framesOf: (callId: string) => WireTrace['frames'] | undefined,
): typeof globalThis.fetch {
  const fetch = (input: string | URL | Request, init: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const given = init.headers as Record<string, string>;
      const callId = given[callHeader] ?? '';
      const headers: string[] = [];
      for (const [name, value] of Object.entries(given))
        if (name !== callHeader && value !== undefined) headers.push(name, value);
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
