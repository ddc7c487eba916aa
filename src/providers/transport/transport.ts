/** The lane's end of the wire: requests are sent and stamped by the clock thread; what comes back goes to the request's sink. */
import type { MessagePort } from 'node:worker_threads';
import { IncomingAnswer } from './incoming-answer.ts';
import { createOutbox } from './outbox.ts';
import type { ClockBatch, ToClock, WireRequest } from './protocol.ts';
import type { ResponseSink, WireLimits } from './response-sink.ts';
import { TransportError } from './transport-error.ts';
import { WireTrace } from './wire-trace.ts';

export type OutgoingRequest = Omit<WireRequest, 'id' | 'timeoutMs' | 'notBeforeMs' | 'maxBodyBytes'>;

/** What holds for every request of a call. */
export interface CallRules {
  timeoutMs: number;
  limits: WireLimits;
  /** The first request does not leave before. */
  notBeforeMs: number;
}

export interface Transport {
  /** Opens the record of a call: requests sent in its name are written into it. */
  open(callId: string, rules: CallRules): WireTrace;
  /** Gives back a way to give the request up. */
  send(callId: string, request: OutgoingRequest, sink: ResponseSink): () => void;
  trace(callId: string): WireTrace | undefined;
  release(callId: string): void;
  /** Gives up every request of a call. */
  abort(callId: string): void;
}

const asksForCoding = (headers: readonly string[]): boolean =>
  headers.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'accept-encoding');

/** A server that compresses holds bytes back, so it is asked not to; one that does all the same is understood. Where headers are the same for every call, so is what is made of them. */
const withCoding = new WeakMap<string[], string[]>();
function uncompressed(headers: string[]): string[] {
  const known = withCoding.get(headers);
  if (known) return known;
  const made = asksForCoding(headers) ? headers : [...headers, 'accept-encoding', 'identity'];
  withCoding.set(headers, made);
  return made;
}

export function createTransport(port: MessagePort): Transport {
  const calls = new Map<string, CallRules & { trace: WireTrace; requests: number[] }>();
  const pending = new Map<number, IncomingAnswer>();
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
      if (pending.get(message[1])?.receive(message, own)) pending.delete(message[1]);
    }
  });

  return {
    open(callId, { timeoutMs, limits, notBeforeMs }) {
      const trace = new WireTrace();
      calls.set(callId, { timeoutMs, limits, notBeforeMs, trace, requests: [] });
      return trace;
    },
    send(callId, request, sink) {
      const call = calls.get(callId);
      if (!call)
        throw new TransportError('ASSAY_NO_CALL', 'a provider package sent a request outside a call');
      if (abandoned.has(callId)) {
        call.trace.failure = { code: 'ASSAY_CANCELLED', message: 'cancelled' };
        throw new TransportError('ASSAY_CANCELLED', 'cancelled');
      }
      // what a package makes of an address that was never checked: `file:`, `ws:`
      if (!/^https?:\/\//.test(request.origin))
        throw new TransportError('ASSAY_CLIENT', 'only http and https addresses can be called');
      const id = nextId++;
      const { timeoutMs, limits } = call;
      const notBeforeMs = call.requests.length === 0 ? call.notBeforeMs : 0;
      call.requests.push(id);
      call.trace.origin = request.origin;
      const abort = () => post(['abort', id]);
      const taken = (bytes: number) => post(['taken', id, bytes]);
      pending.set(id, new IncomingAnswer(call.trace, sink, limits, { abort, taken }));
      const headers = uncompressed(request.headers);
      post(['request', { ...request, headers, id, timeoutMs, notBeforeMs, maxBodyBytes: limits.bodyBytes }]);
      return abort;
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
