/**
 * The clock thread: owns every socket of measured calls. It sends, stamps, and hands bytes on; nothing else happens here,
 * so nothing else can delay a stamp. Entry of a worker thread; `workerData.ports` has one port per lane thread.
 */
import diagnostics from 'node:diagnostics_channel';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Pool } from 'undici';
import { Departures } from './departures.ts';
import { createOutbox } from './outbox.ts';
import type { ClockBatch, ClockHealth, FromClock, ToClock } from './protocol.ts';
import { stampedConnector, takeConnection } from './stamped-connector.ts';
import { WireCall, stampConnection } from './wire-call.ts';

const connect = stampedConnector();
const pools = new Map<string, Pool>();
const departures = new Departures();

function poolOf(origin: string): Pool {
  let pool = pools.get(origin);
  if (!pool) {
    pool = new Pool(origin, {
      // one stream per connection: on a shared one, a slow stream's bytes would delay another's stamps
      allowH2: false,
      pipelining: 1,
      connections: null,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 60_000,
      connect,
    });
    pools.set(origin, pool);
  }
  return pool;
}

diagnostics.subscribe('undici:client:sendHeaders', (message) => {
  stampConnection(takeConnection((message as { socket: object }).socket));
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
  const post = (message: FromClock, chunk?: Uint8Array) => {
    if (chunk) chunks.push(chunk);
    put(message);
  };
  port.on('message', (batch: ToClock[]) => {
    for (const message of batch) {
      if (message[0] === 'abort') {
        calls.get(message[1])?.abort('ASSAY_CANCELLED', 'cancelled');
        continue;
      }
      const request = message[1];
      const call = new WireCall(request, post, (id) => calls.delete(id));
      calls.set(request.id, call);
      departures.at(request.notBeforeMs, () => {
        if (!call.begin()) return;
        poolOf(request.origin).dispatch(
          { path: request.path, method: request.method, headers: request.headers, body: request.body },
          call,
        );
      });
    }
  });
}

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let busySince = performance.eventLoopUtilization();
let nappedSince = 0;

for (const port of (workerData as { ports: MessagePort[] }).ports) serveLane(port);

parentPort?.on('message', (message: 'health' | 'close') => {
  if (message === 'close') {
    departures.close();
    for (const pool of pools.values()) void pool.destroy();
    parentPort?.close();
    for (const port of (workerData as { ports: MessagePort[] }).ports) port.close();
    delay.disable();
    return;
  }
  const busy = performance.eventLoopUtilization(busySince);
  const nappedMs = departures.nappedMs - nappedSince;
  busySince = performance.eventLoopUtilization();
  nappedSince = departures.nappedMs;
  const health: ClockHealth = {
    // the monitor counts its own 1 ms period
    loopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - 1),
    loopDelayMaxMs: Math.max(0, delay.max / 1e6 - 1),
    cpuShare: Math.max(0, busy.active - nappedMs) / Math.max(1, busy.active + busy.idle),
  };
  parentPort?.postMessage(health);
});
