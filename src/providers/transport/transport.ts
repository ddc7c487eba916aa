/**
 * The lane's end of the wire: a `fetch` for AI SDK models whose requests are sent and stamped by the clock thread.
 * A request says whose call it is in the header `callHeader`, which never leaves the process.
 */
import type { MessagePort } from 'node:worker_threads';
import type { FromClock, ToClock } from './protocol.ts';
import { SseFrames } from './sse-frames.ts';

export const callHeader = 'x-assay-call';

/** Everything the wire knows of one call, filled while it happens. */
export class WireTrace {
  sentMs: number | null = null;
  connectedMs: number | null = null;
  headersMs: number | null = null;
  firstByteMs: number | null = null;
  closedMs: number | null = null;
  status: number | null = null;
  headers: Headers | null = null;
  /** Why the transport gave up, if it did. */
  failure: { code: string; message: string } | null = null;
  readonly frames = new SseFrames();
}

/** A failure of the transport itself, before or inside an answer. */
export class TransportError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'TransportError';
    this.code = code;
  }
}

interface Pending {
  trace: WireTrace;
  resolve(response: Response): void;
  reject(error: Error): void;
  body: ReadableStreamDefaultController<Uint8Array> | null;
}

export interface Transport {
  /** Give to the AI SDK as `fetch`. */
  fetch: typeof globalThis.fetch;
  /** Opens the record of a call; requests that carry its id in `callHeader` are written into it. */
  open(callId: string, timeoutMs: number): WireTrace;
  release(callId: string): void;
  /** Gives up every request of a call. */
  abort(callId: string): void;
}

const noBody = new Set([101, 204, 205, 304]);

function headersOf(flat: string[]): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < flat.length; i += 2) headers.append(flat[i] as string, flat[i + 1] as string);
  return headers;
}

export function createTransport(port: MessagePort): Transport {
  const calls = new Map<string, { trace: WireTrace; timeoutMs: number; requests: number[] }>();
  const pending = new Map<number, Pending>();
  /** Given up before their first request. */
  const abandoned = new Set<string>();
  let nextId = 1;
  let outbox: ToClock[] = [];

  const send = (message: ToClock) => {
    if (outbox.push(message) > 1) return;
    queueMicrotask(() => {
      const batch = outbox;
      outbox = [];
      port.postMessage(batch);
    });
  };

  const settle = (id: number, trace: WireTrace, atMs: number) => {
    trace.closedMs = atMs;
    pending.delete(id);
  };

  const receive = (message: FromClock) => {
    const id = message[1];
    const entry = pending.get(id);
    if (!entry) return;
    const { trace } = entry;
    switch (message[0]) {
      case 'head': {
        [, , trace.sentMs, trace.connectedMs, trace.headersMs, trace.status] = message;
        trace.headers = headersOf(message[6]);
        const status = message[5];
        const stream = noBody.has(status)
          ? null
          : new ReadableStream<Uint8Array>({
              start: (controller) => {
                entry.body = controller;
              },
              cancel: () => send(['abort', id]),
            });
        entry.resolve(new Response(stream, { status, headers: trace.headers }));
        return;
      }
      case 'data':
        trace.firstByteMs ??= message[2];
        trace.frames.push(message[3], message[2]);
        entry.body?.enqueue(message[3]);
        return;
      case 'end':
        settle(id, trace, message[2]);
        entry.body?.close();
        return;
      case 'fail': {
        trace.sentMs ??= message[3];
        trace.connectedMs ??= message[4];
        trace.failure = { code: message[5], message: message[6] };
        settle(id, trace, message[2]);
        const error = new TransportError(message[5], message[6]);
        if (entry.body) entry.body.error(error);
        else entry.reject(error);
      }
    }
  };
  port.on('message', (batch: FromClock[]) => {
    for (const message of batch) receive(message);
  });

  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = init.headers as Record<string, string>;
    const callId = headers[callHeader] ?? '';
    const call = calls.get(callId);
    if (!call)
      throw new TransportError('ASSAY_NO_CALL', 'a provider package sent a request outside of a call');
    if (abandoned.has(callId)) {
      call.trace.failure = { code: 'ASSAY_CANCELLED', message: 'cancelled' };
      throw new TransportError('ASSAY_CANCELLED', 'cancelled');
    }
    const flat: string[] = [];
    for (const [name, value] of Object.entries(headers))
      if (name !== callHeader && value !== undefined) flat.push(name, value);
    const id = nextId++;
    call.requests.push(id);
    return new Promise<Response>((resolve, reject) => {
      pending.set(id, { trace: call.trace, resolve, reject, body: null });
      send([
        'request',
        {
          id,
          origin: url.origin,
          path: url.pathname + url.search,
          method: init.method ?? 'GET',
          headers: flat,
          body: (init.body ?? null) as string | null,
          timeoutMs: call.timeoutMs,
        },
      ]);
    });
  };

  return {
    fetch: fetch as typeof globalThis.fetch,
    open: (callId, timeoutMs) => {
      const trace = new WireTrace();
      calls.set(callId, { trace, timeoutMs, requests: [] });
      return trace;
    },
    release: (callId) => {
      calls.delete(callId);
      abandoned.delete(callId);
    },
    abort: (callId) => {
      if (!calls.get(callId)?.requests.length) abandoned.add(callId);
      for (const id of calls.get(callId)?.requests ?? []) send(['abort', id]);
    },
  };
}
