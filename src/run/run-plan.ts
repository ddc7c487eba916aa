/** Carries a plan out: every lane at once, each with its own number of calls in flight. Gives settled and retried attempts. */
import { setMaxListeners } from 'node:events';
import { nowMs, wallClockMs } from '../base/clock.ts';
import { seededRandom } from '../base/random.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { Permission } from '../contract/ledger.ts';
import type { Model } from '../contract/model.ts';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Message, Target } from '../contract/suite.ts';
import { AttemptStream, type SettledAttempt } from './attempt-stream.ts';
import { retryWaitMs } from './back-off.ts';
import type { Journal } from './journal.ts';

export interface RunOptions {
  model: Model;
  messagesOf(call: PlannedCall): Message[];
  journal: Journal;
  /** Aborted: send nothing more, let what is in flight finish. */
  stop: AbortSignal;
  /** Aborted: give up what is in flight too. */
  kill: AbortSignal;
  /**
   * Asked before each attempt; `wait`: asked again after others are settled; `stop` ends the lane, or, for a further attempt,
   * only leaves that one out. Default: always `go`.
   */
  mayStart?(call: PlannedCall, target: Target): Permission;
  /** Told when a target makes no more calls. */
  laneEnded?(target: Target): void;
  /** Given a way to ask again, for permissions that change for reasons outside of the run. */
  onChange?(askAgain: () => void): void;
}

interface Work {
  call: PlannedCall;
  attempt: number;
}

type Lane = Plan['lanes'][number];

/** One target's work: a cursor over its calls, retries that wait their turn, and a count of what is in flight. */
class LaneRunner {
  #next = 0;
  /** On the wire. */
  #active = 0;
  /** On the wire or on the way to disk. */
  #unsettled = 0;
  #waiting = 0;
  #ready: Work[] = [];
  #closed = false;
  readonly #anchor = { wall: wallClockMs(), mono: nowMs() };
  readonly #random: () => number;

  readonly #plan: Plan;
  readonly #lane: Lane;
  readonly #options: RunOptions;
  readonly #out: AttemptStream;
  readonly #finished: () => void;

  /** `finished` is called once, when every attempt of the lane is on disk and handed on. */
  constructor(plan: Plan, lane: Lane, options: RunOptions, out: AttemptStream, finished: () => void) {
    this.#plan = plan;
    this.#lane = lane;
    this.#options = options;
    this.#out = out;
    this.#finished = finished;
    this.#random = seededRandom(plan.suite.seed, 'back-off', lane.target.id);
  }

  /** Starts as much as the limits allow. */
  pump(): void {
    while (this.#active < this.#lane.target.limits.concurrency && !this.#out.isFull) {
      const work = this.#take();
      if (!work) break;
      this.#active++;
      this.#unsettled++;
      this.#attempt(work)
        .catch((error: unknown) => this.#out.fail(error))
        .finally(() => {
          this.#unsettled--;
          this.#finishIfDone();
        });
    }
    this.#finishIfDone();
  }

  #finishIfDone(): void {
    if (this.#closed || this.#unsettled > 0 || this.#waiting > 0 || !this.#isExhausted()) return;
    this.#closed = true;
    this.#options.laneEnded?.(this.#lane.target);
    this.#finished();
  }

  #isExhausted(): boolean {
    return this.#options.stop.aborted || (this.#ready.length === 0 && this.#next >= this.#lane.calls.length);
  }

  #take(): Work | null {
    if (this.#options.stop.aborted) return null;
    return this.#takeReady() ?? this.#takeNext();
  }

  /** A retry that must wait holds nobody up: its case may hold the money it waits for. */
  #takeReady(): Work | null {
    for (;;) {
      const work = this.#ready[0];
      const permission = work && this.#permissionOf(work.call);
      if (permission === undefined || permission === 'wait') return null;
      this.#ready.shift();
      if (permission === 'go') return work ?? null;
    }
  }

  #takeNext(): Work | null {
    const call = this.#lane.calls[this.#next];
    const permission = call && this.#permissionOf(call);
    if (permission === 'stop') this.#next = this.#lane.calls.length;
    if (!call || permission !== 'go') return null;
    this.#next++;
    return { call, attempt: 0 };
  }

  #permissionOf(call: PlannedCall): Permission {
    return this.#options.mayStart?.(call, this.#lane.target) ?? 'go';
  }

  async #attempt({ call, attempt }: Work): Promise<void> {
    const { target } = this.#lane;
    const options = this.#options;
    const plan = this.#plan;
    const testCase = plan.suite.cases[call.caseIndex];
    if (!testCase) throw new Error(`the plan names case ${call.caseIndex}, which the suite does not have`);
    const result = await options.model.call({
      target,
      messages: options.messagesOf(call),
      tools: testCase.tools,
      timeoutMs: target.limits.timeoutMs,
      scheduledMs: nowMs(),
      signal: options.kill,
    });
    const waitMs = options.stop.aborted
      ? null
      : retryWaitMs(result.failure, attempt, target.limits.retries, this.#random);
    const started = result.stamps.sent ?? result.stamps.dispatched;
    const record: Attempt = {
      ...result,
      runId: plan.runId,
      targetId: target.id,
      caseId: testCase.id,
      repeat: call.repeat,
      attempt: (call.earlier ?? 0) + attempt,
      isFinal: waitMs === null,
      isWarmup: call.isWarmup,
      startedAtMs: this.#anchor.wall + (started - this.#anchor.mono),
    };
    this.#active--;
    if (waitMs !== null) this.#later({ call, attempt: attempt + 1 }, waitMs);
    this.pump();
    // the next call is under way while this one goes to disk
    await options.journal.append(record);
    this.#out.push({ attempt: record, call, waitMs });
  }

  #later(work: Work, waitMs: number): void {
    this.#waiting++;
    const wake = () => {
      clearTimeout(timer);
      this.#options.stop.removeEventListener('abort', wake);
      this.#waiting--;
      this.#ready.push(work);
      this.pump();
    };
    const timer = setTimeout(wake, waitMs);
    this.#options.stop.addEventListener('abort', wake, { once: true });
  }
}

/**
 * Yields every attempt once it is in the journal. Ends when all calls are settled, or after `stop` when those in flight are.
 * Throws when the journal cannot be written: nothing more is sent then.
 */
export async function* runPlan(plan: Plan, options: RunOptions): AsyncGenerator<SettledAttempt> {
  setMaxListeners(0, options.stop, options.kill);
  const broken = new AbortController();
  const stop = AbortSignal.any([options.stop, broken.signal]);
  setMaxListeners(0, stop);
  let lanesLeft = plan.lanes.length;
  const runners: LaneRunner[] = [];
  const pumpAll = () => {
    for (const runner of runners) runner.pump();
  };
  const out = new AttemptStream(pumpAll);
  const finished = () => {
    if (--lanesLeft === 0) out.end();
  };
  for (const lane of plan.lanes)
    runners.push(new LaneRunner(plan, lane, { ...options, stop }, out, finished));
  if (lanesLeft === 0) out.end();
  stop.addEventListener('abort', pumpAll, { once: true });
  options.onChange?.(pumpAll);
  pumpAll();
  try {
    yield* out;
  } finally {
    broken.abort();
  }
}
