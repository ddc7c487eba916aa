/** The main thread's end: a `Model` for every target, served by lane threads over one clock thread. */
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { nowMs } from '../../base/clock.ts';
import { siblingModule } from '../../base/sibling-module.ts';
import type { CallResult } from '../../contract/attempt.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Model, ModelRequest } from '../../contract/model.ts';
import type { Target } from '../../contract/suite.ts';
import { resolveEndpoint, type Endpoint, type Environment, type SimulatedEndpoints } from '../endpoint.ts';
import { vendorOf } from '../registry.ts';
import { createOutbox } from '../transport/outbox.ts';
import type { ClockHealth, FromLane, ToLane } from './protocol.ts';

/**
 * A fresh heap is allowed little at first, and what calls leave behind for a moment reaches that ten times a second: each time all
 * memory is gone over by threads that then stand in the way of stamps. Read by V8 when a thread's heap is made, so of threads made later too.
 */
setFlagsFromString('--initial-old-space-size=100');

/** With a ceiling V8 collects sooner; without one it lets short-lived garbage grow by the size of the machine. */
const laneHeap = { maxOldGenerationSizeMb: 1024 };
/** A small young generation is collected often and quickly: nothing is stamped meanwhile. */
const clockHeap = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 24 };

export interface LanesOptions {
  targets: Target[];
  env: Environment;
  simulated?: SimulatedEndpoints;
  /** Folder with the attachments of messages, each named by its SHA-256; default: messages have none. */
  files?: string;
  /** Lane threads; default: one less than the machine's cores, 1 to 4. */
  threads?: number;
}

export interface Lanes extends Model {
  /** The clock thread's own lateness since the last question. */
  health(): Promise<ClockHealth>;
  close(): Promise<void>;
}

interface Lane {
  worker: Worker;
  /** Endpoints that could not be loaded. */
  ready: Promise<{ endpointId: string; message: string }[]>;
  send(message: ToLane): void;
}

function openLane(
  port: MessagePort,
  files: string | undefined,
  onResult: (callId: string, result: CallResult) => void,
  onDeath: (error: Error) => void,
): Lane {
  const worker = new Worker(siblingModule(import.meta.url, 'lane-thread'), {
    workerData: { clock: port, files },
    resourceLimits: laneHeap,
    transferList: [port],
  });
  const ready = Promise.withResolvers<{ endpointId: string; message: string }[]>();
  worker.on('message', (batch: FromLane[]) => {
    for (const message of batch) {
      if (message[0] === 'ready') ready.resolve(message[1]);
      else onResult(message[1], message[2]);
    }
  });
  worker.on('error', (error) => {
    ready.reject(error);
    onDeath(error);
  });
  return {
    worker,
    ready: ready.promise,
    send: createOutbox<ToLane>((batch) => worker.postMessage(batch)),
  };
}

function notLoaded(
  { endpointId, message }: { endpointId: string; message: string },
  endpoints: (readonly [id: string, endpoint: Endpoint])[],
  targets: Target[],
): AssayError {
  const label = targets.find(({ id }) => id === endpointId)?.label;
  const vendorId = endpoints.find(([id]) => id === endpointId)?.[1].vendorId ?? '';
  const { package: name, id } = vendorOf(vendorId);
  return new AssayError('provider-not-installed', `${label}: ${name ?? id} cannot be loaded: ${message}`, {
    remedy: name === null ? 'This is a fault of Assay itself.' : `Install it with: npm install ${name}`,
  });
}

/**
 * Resolves every target's endpoint first: an unknown provider, a missing key or address throws an `AssayError` before
 * a thread is started.
 */
export async function openLanes(options: LanesOptions): Promise<Lanes> {
  const endpoints = options.targets.map(
    (target) => [target.id, resolveEndpoint(target, options.env, options.simulated ?? new Map())] as const,
  );
  const threads = options.threads ?? Math.max(1, Math.min(4, availableParallelism() - 1));
  const waiting = new Map<string, { resolve(result: CallResult): void; reject(error: Error): void }>();
  const onResult = (callId: string, result: CallResult) => {
    waiting.get(callId)?.resolve(result);
    waiting.delete(callId);
  };
  let dead: Error | null = null;
  const onDeath = (error: Error) => {
    dead = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  const channels = Array.from({ length: threads }, () => new MessageChannel());
  const clockPorts = channels.map((channel) => channel.port1);
  const clock = new Worker(siblingModule(import.meta.url, '../transport/clock-thread'), {
    workerData: { ports: clockPorts },
    resourceLimits: clockHeap,
    transferList: clockPorts,
  });
  clock.on('error', onDeath);
  const lanes = channels.map((channel) => openLane(channel.port2, options.files, onResult, onDeath));
  for (const lane of lanes) {
    for (const [id, endpoint] of endpoints) lane.send(['endpoint', id, endpoint]);
    lane.send(['prepare']);
  }
  const close = async () => {
    clock.postMessage('close');
    for (const lane of lanes) lane.send(['close']);
    await Promise.all(
      [...lanes.map((lane) => lane.worker), clock].map(
        (worker) => new Promise((resolve) => worker.once('exit', resolve)),
      ),
    );
  };
  const failures = (await Promise.all(lanes.map((lane) => lane.ready))).flat();
  if (failures[0]) {
    await close();
    throw notLoaded(failures[0], endpoints, options.targets);
  }

  let counter = 0;
  return {
    call(request: ModelRequest): Promise<CallResult> {
      if (dead) return Promise.reject(dead);
      const callId = String(++counter);
      const lane = lanes[counter % lanes.length] as Lane;
      return new Promise<CallResult>((resolve, reject) => {
        const abort = () => lane.send(['abort', callId]);
        const settle =
          <T>(done: (value: T) => void) =>
          (value: T) => {
            request.signal.removeEventListener('abort', abort);
            done(value);
          };
        waiting.set(callId, { resolve: settle(resolve), reject: settle(reject) });
        request.signal.addEventListener('abort', abort, { once: true });
        const {
          target,
          messages,
          tools,
          timeoutMs,
          scheduledMs,
          notBeforeMs = 0,
          keepTurn = false,
        } = request;
        lane.send([
          'call',
          {
            callId,
            endpointId: target.id,
            messages,
            tools,
            keepTurn,
            parameters: target.parameters,
            timeoutMs,
            scheduledMs,
            dispatchedMs: nowMs(),
            notBeforeMs,
          },
        ]);
        if (request.signal.aborted) abort();
      });
    },
    health: () =>
      new Promise<ClockHealth>((resolve) => {
        clock.once('message', resolve);
        clock.postMessage('health');
      }),
    close,
  };
}
