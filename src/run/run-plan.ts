/** Carries a plan out: every lane at once, each with its own number of calls in flight. Gives settled and retried attempts. */
import { setMaxListeners } from 'node:events';
import { nowMs, wallClockMs } from '../base/clock.ts';
import { wellFormed } from '../base/well-formed.ts';
import { seededRandom } from '../base/random.ts';
import type { Attempt, CallResult } from '../contract/attempt.ts';
import type { Permission } from '../contract/ledger.ts';
import type { Model } from '../contract/model.ts';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Message, Target } from '../contract/suite.ts';
import { AttemptStream, type SettledAttempt } from './attempt-stream.ts';
import { retryWaitMs } from './back-off.ts';
import { askCase, type StepRules } from './conversation/ask-case.ts';
import { createGuard, type Guard } from './guard/create-guard.ts';
import type { LaneGate, Admission } from './guard/lane-gate.ts';
import type { Journal } from '../journal/journal.ts';

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
  /** Decides when calls may go; default: one that knows the plan's limits only. */
  guard?: Guard;
  /** Told when a target makes no more calls. */
  laneEnded?(target: Target): void;
  /** Given a way to ask again, for permissions that change for reasons outside of the run. */
  onChange?(askAgain: () => void): void;
}

/** A lane's part of the run's options, and where its results go. */
interface LaneWork {
  options: RunOptions;
  guard: Guard;
  out: AttemptStream;
  /** Called once, when every attempt of the lane is on disk and handed on. */
  finished(): void;
}

interface Work {
  call: PlannedCall;
  attempt: number;
}

type Lane = Plan['lanes'][number];

/** Whatever a provider sends, in any field; its numbers, of which there are many, hold no text. */
const wellFormedResult = ({ timestamps, frames, ...rest }: CallResult): CallResult => ({
  ...wellFormed(rest),
  timestamps,
  frames,
});

/** One target's work: a cursor over its calls, retries that wait their turn, and a count of what is in flight. */
class LaneRunner {
  #next = 0;
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
  readonly #gate: LaneGate;
  /** The run's, or the target is disabled. */
  readonly #stop: AbortSignal;

  constructor(plan: Plan, laneIndex: number, { options, guard, out, finished }: LaneWork) {
    this.#plan = plan;
    this.#lane = plan.lanes[laneIndex] as Lane;
    this.#options = options;
    this.#out = out;
    this.#finished = finished;
    this.#random = seededRandom(plan.suite.seed, 'back-off', this.#lane.target.id);
    this.#gate = guard.gateOf(this.#lane.target.id, () => this.pump());
    this.#stop = AbortSignal.any([options.stop, this.#gate.setAside]);
    setMaxListeners(0, this.#stop);
  }

  /** Starts as much as the guard allows. */
  pump(): void {
    while (!this.#out.isFull && !this.#isFull && this.#hasWork) {
      const pass = this.#gate.enter(this.#ready.length > 0 ? 0 : this.#next);
      if (!pass) break;
      const work = this.#take();
      if (!work) {
        pass.cancel();
        break;
      }
      this.#unsettled++;
      this.#attempt(work, pass)
        .catch((error: unknown) => this.#out.fail(error))
        .finally(() => {
          const wasFull = this.#isFull;
          this.#unsettled--;
          if (wasFull) this.pump();
          else this.#finishIfDone();
        });
    }
    this.#finishIfDone();
  }

  /** As many answers as may be asked for at once are still on the way to disk: so many at most are lost with the process. */
  get #isFull(): boolean {
    const { concurrency, maxConcurrency = concurrency } = this.#lane.target.limits;
    return this.#unsettled >= 2 * Math.max(concurrency, maxConcurrency);
  }

  get #hasWork(): boolean {
    return !this.#stop.aborted && (this.#ready.length > 0 || this.#next < this.#lane.calls.length);
  }

  #finishIfDone(): void {
    if (this.#closed || this.#unsettled > 0 || this.#waiting > 0 || !this.#isExhausted()) return;
    this.#closed = true;
    this.#gate.ended();
    this.#options.laneEnded?.(this.#lane.target);
    this.#finished();
  }

  #isExhausted(): boolean {
    return !this.#hasWork;
  }

  #take(): Work | null {
    if (this.#stop.aborted) return null;
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

  async #attempt({ call, attempt }: Work, pass: Admission): Promise<void> {
    const { target } = this.#lane;
    const options = this.#options;
    const plan = this.#plan;
    const testCase = plan.suite.cases[call.caseIndex];
    if (!testCase) throw new Error(`the plan names case ${call.caseIndex}, which the suite does not have`);
    const request = {
      target,
      messages: options.messagesOf(call),
      tools: testCase.tools,
      timeoutMs: target.limits.timeoutMs,
      scheduledMs: nowMs(),
      ...(call.isWarmup ? {} : { repeat: call.repeat }),
      signal: options.kill,
    };
    const rules: StepRules = {
      retries: target.limits.retries,
      random: this.#random,
      stop: this.#stop,
      next: (step) => pass.next(step, options.kill),
    };
    const result = await askCase(options.model, testCase, request, rules);
    // a conversation has tried its steps again by itself
    const waitMs =
      this.#stop.aborted || result.steps
        ? null
        : retryWaitMs(result.failure, attempt, target.limits.retries, this.#random);
    const started = result.timestamps.sent ?? result.timestamps.dispatched;
    const record: Attempt = {
      ...wellFormedResult(result),
      runId: plan.runId,
      targetId: target.id,
      caseId: testCase.id,
      repeat: call.repeat,
      attempt: (call.earlier ?? 0) + attempt,
      isFinal: waitMs === null,
      isWarmup: call.isWarmup,
      startedAtMs: this.#anchor.wall + (started - this.#anchor.mono),
    };
    pass.done(result, waitMs === null);
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
      this.#stop.removeEventListener('abort', wake);
      this.#waiting--;
      this.#ready.push(work);
      this.pump();
    };
    const timer = setTimeout(wake, waitMs);
    this.#stop.addEventListener('abort', wake, { once: true });
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
  const guard = options.guard ?? createGuard(plan);
  const work = { options: { ...options, stop }, guard, out, finished };
  for (const index of plan.lanes.keys()) runners.push(new LaneRunner(plan, index, work));
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
