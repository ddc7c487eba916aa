/**
 * A lane thread: runs AI SDK models, whose parsing may be slow, away from the clock and from the main thread.
 * Entry of a worker thread; `workerData.clock` is the port to the clock thread.
 */
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { nowMs } from '../../base/clock.ts';
import type { CallResult } from '../../contract/attempt.ts';
import type { Endpoint } from '../endpoint.ts';
import { vendorOf } from '../registry.ts';
import { createTransport } from '../transport/transport.ts';
import { callModel } from './call-model.ts';
import type { FromLane, LaneCall, ToLane } from './protocol.ts';

const clock = (workerData as { clock: MessagePort }).clock;
const transport = createTransport(clock);
const models = new Map<string, { model: Promise<LanguageModelV4>; endpoint: Endpoint }>();

let outbox: FromLane[] = [];
function post(message: FromLane): void {
  if (outbox.push(message) > 1) return;
  setImmediate(() => {
    const batch = outbox;
    outbox = [];
    parentPort?.postMessage(batch);
  });
}

async function load(endpoint: Endpoint): Promise<LanguageModelV4> {
  const create = await vendorOf(endpoint.vendorId).load({ ...endpoint, fetch: transport.fetch });
  return create(endpoint.model);
}

/** The client's own fault: reported as data too, so that a lane never dies of one call. */
function broken(call: LaneCall, error: unknown): CallResult {
  const nothing = { sent: null, connected: null, headers: null, firstByte: null, closed: nowMs() };
  return {
    outcome: 'error',
    stamps: { scheduled: call.scheduledMs, dispatched: call.dispatchedMs, ...nothing },
    frames: { at: [], kinds: '' },
    answer: null,
    tokens: null,
    rawUsage: null,
    responseModel: null,
    responseId: null,
    httpStatus: null,
    failure: {
      class: 'client',
      message: error instanceof Error ? error.message : String(error),
      httpStatus: null,
      retryAfterMs: null,
    },
  };
}

async function run(call: LaneCall): Promise<void> {
  const entry = models.get(call.endpointId);
  try {
    if (!entry) throw new Error(`no endpoint ${call.endpointId}`);
    post(['result', call.callId, await callModel(await entry.model, call, transport, entry.endpoint.apiKey)]);
  } catch (error) {
    post(['result', call.callId, broken(call, error)]);
  }
}

async function prepare(): Promise<void> {
  const failures: { endpointId: string; message: string }[] = [];
  for (const [endpointId, { model }] of models)
    await model.catch((error: Error) => failures.push({ endpointId, message: error.message }));
  post(['ready', failures]);
}

parentPort?.on('message', (batch: ToLane[]) => {
  for (const message of batch) {
    switch (message[0]) {
      case 'endpoint': {
        const model = load(message[2]);
        model.catch(() => undefined); // reported by the first call that needs it
        models.set(message[1], { model, endpoint: message[2] });
        break;
      }
      case 'prepare':
        void prepare();
        break;
      case 'call':
        void run(message[1]);
        break;
      case 'abort':
        transport.abort(message[1]);
        break;
      case 'close':
        clock.close();
        parentPort?.close();
    }
  }
});
