/**
 * A lane thread: runs AI SDK models, whose parsing may be slow, away from the clock and from the main thread.
 * Entry of a worker thread; `workerData.clock` is the port to the clock thread, `files` the folder of attachments, `secrets` what no
 * result may hold.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { createRedactor } from '../../base/redactor.ts';
import type { CallResult } from '../../contract/attempt.ts';
import type { Endpoint } from '../endpoint.ts';
import { chatRequests } from '../native/chat-request.ts';
import { callWire } from '../readers/call-wire.ts';
import { packageRequests } from '../readers/package-request.ts';
import { readerOf } from '../readers/readers.ts';
import { redactResult } from '../redact-result.ts';
import { vendorOf } from '../registry.ts';
import { fetchOver } from '../transport/fetch.ts';
import { createOutbox } from '../transport/outbox.ts';
import { createTransport, type OutgoingRequest } from '../transport/transport.ts';
import { createAttachmentReader, type DataOf } from './attachment-bytes.ts';
import { callModel } from './call-model.ts';
import { failedCall } from './failed-call.ts';
import type { FromLane, LaneCall, ToLane } from './protocol.ts';

const { clock, files, secrets } = workerData as {
  clock: MessagePort;
  files: string | undefined;
  secrets: string[];
};
const redact = createRedactor(secrets);
const attachments = createAttachmentReader(files);
const transport = createTransport(clock);
const fetch = fetchOver(transport, (callId) => transport.trace(callId)?.frames);
type RequestOf = (call: LaneCall, dataOf: DataOf) => OutgoingRequest | Promise<OutgoingRequest>;
type Ask = (call: LaneCall) => Promise<CallResult>;
const endpoints = new Map<string, Promise<Ask>>();

const post = createOutbox<FromLane>((batch) => parentPort?.postMessage(batch));

async function open(endpoint: Endpoint): Promise<Ask> {
  const vendor = vendorOf(endpoint.vendorId);
  const read = readerOf(vendor, endpoint);
  if (read) {
    const requestOf: RequestOf = vendor.native
      ? chatRequests(endpoint)
      : await packageRequests(vendor, endpoint);
    const way = { vendorId: vendor.id, open: read, transport };
    return (call) => callWire(call, async () => requestOf(call, await attachments.read(call.messages)), way);
  }
  if (vendor.native) throw new Error(`there is no reader for ${vendor.wire}`);
  const create = await vendor.load({ ...endpoint, fetch });
  const model = create(endpoint.model);
  return async (call) => callModel(model, call, await attachments.read(call.messages), transport);
}

/** What a package leaves unhandled would end the thread, and every other call in it. Its own call still ends: by its result or by its time. */
// oxlint-disable-next-line no-restricted-globals -- of this thread alone
process.on('unhandledRejection', () => undefined);

async function run(call: LaneCall): Promise<void> {
  try {
    const ask = await endpoints.get(call.endpointId);
    if (!ask) throw new Error(`no endpoint ${call.endpointId}`);
    post(['result', call.callId, redactResult(await ask(call), redact)]);
  } catch (error) {
    // the client's own fault: reported as data too, so that a lane never dies of one call
    const message = error instanceof Error ? error.message : String(error);
    post(['result', call.callId, redactResult(failedCall(call, 'client', message), redact)]);
  }
}

async function prepare(): Promise<void> {
  const failures: { endpointId: string; message: string }[] = [];
  for (const [endpointId, ask] of endpoints)
    await ask.catch((error: Error) => failures.push({ endpointId, message: error.message }));
  post(['ready', failures]);
}

parentPort?.on('message', (batch: ToLane[]) => {
  for (const message of batch) {
    switch (message[0]) {
      case 'endpoint': {
        const ask = open(message[2]);
        ask.catch(() => undefined); // reported by `prepare`
        endpoints.set(message[1], ask);
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
      case 'ping':
        post(['pong']);
        break;
      case 'close':
        clock.close();
        parentPort?.close();
    }
  }
});
