/** The lane's end of the wire: requests are sent and stamped by the clock thread; what comes back goes to the request's sink. */
import type { MessagePort } from 'node:worker_threads';
import { createOutbox } from './outbox.ts';
import type { ClockBatch, ConnectionStamps, FromClock, ToClock, WireRequest } from './protocol.ts';
import { ResponseHeaders } from './response-headers.ts';
import { WireFrames } from './wire-frames.ts';

/** Everything the wire knows of one call, filled while it happens. */
export class WireTrace {
  sentMs: number | null = null;
  connection: ConnectionStamps | null = null;
  headersMs: number | null = null;
  firstByteMs: number | null = null;
  closedMs: number | null = null;
  status: number | null = null;
  headers: ResponseHeaders | null = null;
  /** Why the transport gave up, if it did. */
  failure: { code: string; message: string } | null = null;
  readonly frames = new WireFrames();
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

/** Gets one response, in order; `end` or `fail` comes last, once. */
export interface ResponseSink {
  head(status: number, headers: ResponseHeaders): void;
  data(bytes: Uint8Array, atMs: number): void;
  end(): void;
  fail(error: TransportError): void;
}

export type OutgoingRequest = Omit<WireRequest, 'id' | 'timeoutMs' | 'notBeforeMs'>;

export interface Transport {
  /** Opens the record of a call: requests sent in its name are written into it, the first of them not before its instant. */
  open(callId: string, timeoutMs: number, notBeforeMs?: number): WireTrace;
  /** Gives back a way to give the request up. */
  send(callId: string, request: OutgoingRequest, sink: ResponseSink): () => void;
  trace(callId: string): WireTrace | undefined;
  release(callId: string): void;
  /** Gives up every request of a call. */
  abort(callId: string): void;
}

/** Writes what the clock says into the trace and passes it on; true once the request is over. */
function receive(message: FromClock, bytes: Uint8Array, trace: WireTrace, sink: ResponseSink): boolean {
  switch (message[0]) {
    case 'head':
      [, , trace.sentMs, trace.connection, trace.headersMs, trace.status] = message;
      trace.headers = new ResponseHeaders(message[6]);
      sink.head(message[5], trace.headers);
      return false;
    case 'data':
      trace.firstByteMs ??= message[2];
      sink.data(bytes, message[2]);
      return false;
    case 'end':
      trace.closedMs = message[2];
      sink.end();
      return true;
    case 'fail':
      trace.closedMs = message[2];
      trace.sentMs ??= message[3];
      trace.connection ??= message[4];
      trace.failure = { code: message[5], message: message[6] };
      sink.fail(new TransportError(message[5], message[6]));
      return true;
  }
}

export function createTransport(port: MessagePort): Transport {
  const calls = new Map<
    string,
    { trace: WireTrace; timeoutMs: number; notBeforeMs: number; requests: number[] }
  >();
  const pending = new Map<number, { trace: WireTrace; sink: ResponseSink }>();
  /** Given up before their first request. */
  const abandoned = new Set<string>();
  let nextId = 1;
  const post = createOutbox<ToClock>((batch) => port.postMessage(batch));
  port.on('message', ({ messages, bytes }: ClockBatch) => {
    let offset = 0;
    for (const message of messages) {
      const length = message[0] === 'data' ? message[3] : 0;
      const own = bytes.subarray(offset, offset + length);
      offset += length;
      const entry = pending.get(message[1]);
      if (entry && receive(message, own, entry.trace, entry.sink)) pending.delete(message[1]);
    }
  });

  return {
    open(callId, timeoutMs, notBeforeMs = 0) {
      const trace = new WireTrace();
      calls.set(callId, { trace, timeoutMs, notBeforeMs, requests: [] });
      return trace;
    },
    send(callId, request, sink) {
      const call = calls.get(callId);
      if (!call)
        throw new TransportError('ASSAY_NO_CALL', 'a provider package sent a request outside of a call');
      if (abandoned.has(callId)) {
        call.trace.failure = { code: 'ASSAY_CANCELLED', message: 'cancelled' };
        throw new TransportError('ASSAY_CANCELLED', 'cancelled');
      }
      const id = nextId++;
      const notBeforeMs = call.requests.length === 0 ? call.notBeforeMs : 0;
      call.requests.push(id);
      pending.set(id, { trace: call.trace, sink });
      post(['request', { ...request, id, timeoutMs: call.timeoutMs, notBeforeMs }]);
      return () => post(['abort', id]);
    },
    trace: (callId) => calls.get(callId)?.trace,
    release(callId) {
      calls.delete(callId);
      abandoned.delete(callId);
    },
    abort(callId) {
      const requests = calls.get(callId)?.requests ?? [];
      if (requests.length === 0) abandoned.add(callId);
      for (const id of requests) post(['abort', id]);
    },
  };
}
