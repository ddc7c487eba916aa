/** The main thread's end: a `Model` for every target, served by lane threads over one clock thread. */
import { availableParallelism } from 'node:os';
import { nowMs } from '../../base/clock.ts';
import type { CallResult } from '../../contract/attempt.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Model, ModelRequest } from '../../contract/model.ts';
import type { Target } from '../../contract/suite.ts';
import { resolveEndpoint, type Endpoint, type Environment, type SimulatedEndpoints } from '../endpoint.ts';
import { vendorOf } from '../registry.ts';
import { secretsOf } from '../secrets.ts';
import { AbortWatch } from './abort-watch.ts';
import { failedCall } from './failed-call.ts';
import { addressRules, type AddressRules } from '../transport/guarded-lookup.ts';
import { LaneThreads, type LaneData, type LoadFailure } from './lane-threads.ts';
import { PendingCalls } from './pending-calls.ts';
import type { ClockHealth, LaneCall } from './protocol.ts';
import { wireLimitsOf } from './wire-limits.ts';

export interface LanesOptions {
  targets: Target[];
  env: Environment;
  simulated?: SimulatedEndpoints;
  /** Folder with the attachments of messages, each named by its SHA-256; default: messages have none. */
  files?: string;
  /** Lane threads; default: one less than the machine's cores, 1 to 4. */
  threads?: number;
}

/** Every call resolves, whatever becomes of the threads: a call that they lost has failed with class `client`. */
export interface Lanes extends Model {
  /** The clock thread's own lateness since the last question. */
  health(): Promise<ClockHealth>;
  /** Always resolves. */
  close(): Promise<void>;
}

function notLoaded(
  { endpointId, message }: LoadFailure,
  endpoints: (readonly [id: string, endpoint: Endpoint])[],
  targets: Target[],
): AssayError {
  const label = targets.find(({ id }) => id === endpointId)?.label;
  const vendorId = endpoints.find(([id]) => id === endpointId)?.[1].vendorId ?? '';
  const { package: name, id } = vendorOf(vendorId);
  return new AssayError('provider-not-installed', `${label}: ${name ?? id} cannot be loaded: ${message}`, {
    remedy: name === null ? 'This is a bug in Assay.' : `Install it with: npm install ${name}`,
  });
}

function laneCallOf(request: ModelRequest, callId: string): LaneCall {
  const { target, messages, tools, timeoutMs, scheduledMs, notBeforeMs = 0, keepTurn = false } = request;
  return {
    callId,
    endpointId: target.id,
    messages,
    tools,
    keepTurn,
    parameters: target.parameters,
    timeoutMs,
    limits: wireLimitsOf(target.limits),
    scheduledMs,
    dispatchedMs: nowMs(),
    notBeforeMs,
  };
}

class OpenLanes implements Lanes {
  readonly #threads: LaneThreads;
  readonly #pending: PendingCalls;
  readonly #count: number;
  readonly #aborts = new AbortWatch((callId) => this.#abort(callId));
  #counter = 0;
  #isClosed = false;

  constructor(
    endpoints: (readonly [string, Endpoint])[],
    data: LaneData,
    rules: AddressRules,
    count: number,
  ) {
    this.#count = count;
    this.#pending = new PendingCalls((lane) => this.#threads.check(lane));
    this.#threads = new LaneThreads({
      endpoints,
      data,
      rules,
      count,
      onResult: (callId, result) => this.#pending.settle(callId, result),
      onLost: (message, lane) => this.#pending.failAll(message, lane),
    });
  }

  ready(): Promise<LoadFailure[]> {
    return this.#threads.ready();
  }

  call(request: ModelRequest): Promise<CallResult> {
    const callId = String(++this.#counter);
    const lane = this.#laneOf(callId);
    const call = laneCallOf(request, callId);
    if (this.#isClosed)
      return Promise.resolve(failedCall(call, 'client', 'called after the threads were closed'));
    return new Promise((resolve) => {
      this.#pending.add(call, lane, (result) => {
        this.#aborts.delete(request.signal, callId);
        resolve(result);
      });
      this.#threads.send(lane, ['call', call]);
      this.#aborts.add(request.signal, callId);
    });
  }

  #abort(callId: string): void {
    this.#threads.send(this.#laneOf(callId), ['abort', callId]);
    this.#pending.cancel(callId);
  }

  /** Calls go round. */
  #laneOf(callId: string): number {
    return Number(callId) % this.#count;
  }

  health(): Promise<ClockHealth> {
    return this.#threads.health();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#threads.close();
    this.#pending.failAll('the threads were closed');
    this.#pending.close();
  }
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
  const data = { files: options.files, secrets: secretsOf(options.targets, options.env) };
  const lanes = new OpenLanes(endpoints, data, addressRules(options.env), threads);
  try {
    const [failure] = await lanes.ready();
    if (failure) throw notLoaded(failure, endpoints, options.targets);
    return lanes;
  } catch (error) {
    await lanes.close();
    throw error;
  }
}
