/**
 * The clock thread: owns every socket of measured calls. It sends, stamps, and hands bytes on; nothing else happens here,
 * so nothing else can delay a stamp. Entry of a worker thread; it is handed one port for each lane thread, and in `workerData.rules`
 * whom it may ask.
 */
import diagnostics from 'node:diagnostics_channel';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Connections } from './connections.ts';
import { Departures } from './departures.ts';
import type { AddressRules } from './guarded-lookup.ts';
import { createOutbox } from './outbox.ts';
import type { ClockBatch, ClockHealth, FromClock, FromMain, ToClock } from './protocol.ts';
import { takeConnection } from './stamped-connector.ts';
import { WireCall, timestampConnection } from './wire-call.ts';

const connections = new Connections((workerData as { rules: AddressRules }).rules);
const departures = new Departures();
const ports = new Set<MessagePort>();

diagnostics.subscribe('undici:client:sendHeaders', (message) => {
  const { socket } = message as { socket: { bytesRead: number } };
  timestampConnection(socket, takeConnection(socket));
});

/** A buffer of its own: Node's pool must not be transferred. */
function joined(chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function serveLane(port: MessagePort): void {
  const calls = new Map<number, WireCall>();
  let chunks: Uint8Array[] = [];
  // what goes together has its bytes in one buffer that changes hands
  const put = createOutbox<FromClock>((messages) => {
    const batch: ClockBatch = { messages, bytes: joined(chunks) };
    chunks = [];
    port.postMessage(batch, [batch.bytes.buffer]);
  });
  const hooks = {
    post(message: FromClock, chunk?: Uint8Array) {
      if (chunk) chunks.push(chunk);
      put(message);
    },
    done: (id: number) => void calls.delete(id),
    sendAgain: (call: WireCall) => connections.sendFresh(call),
  };
  ports.add(port);
  port.on('message', (batch: ToClock[]) => {
    for (const message of batch) {
      if (message[0] === 'abort') {
        calls.get(message[1])?.abort('ASSAY_CANCELLED', 'cancelled');
        continue;
      }
      if (message[0] === 'taken') {
        calls.get(message[1])?.taken(message[2]);
        continue;
      }
      const call = new WireCall(message[1], hooks);
      calls.set(call.request.id, call);
      departures.at(call.request.notBeforeMs, () => {
        if (call.begin()) connections.send(call);
      });
    }
  });
  // its lane has ended: nobody waits for these answers
  port.on('close', () => {
    ports.delete(port);
    for (const call of calls.values()) call.abort('ASSAY_CANCELLED', 'cancelled');
  });
}

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let busySince = performance.eventLoopUtilization();
let sleptSince = 0;

function health(): ClockHealth {
  const busy = performance.eventLoopUtilization(busySince);
  const sleptMs = departures.sleptMs - sleptSince;
  busySince = performance.eventLoopUtilization();
  sleptSince = departures.sleptMs;
  return {
    // the monitor counts its own 1 ms period
    loopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - 1),
    loopDelayMaxMs: Math.max(0, delay.max / 1e6 - 1),
    cpuShare: Math.max(0, busy.active - sleptMs) / Math.max(1, busy.active + busy.idle),
  };
}

function close(): void {
  departures.close();
  connections.close();
  parentPort?.close();
  for (const port of ports) port.close();
  delay.disable();
}

parentPort?.on('message', (message: FromMain) => {
  if (message === 'close') close();
  else if (message === 'ping') parentPort?.postMessage('pong');
  else if (message === 'health') parentPort?.postMessage(health());
  else serveLane(message.lane);
});
