/** What one lane must pass before each call, and learns from after it. Every concern has a file of its own; here is their order. */
import { longestTimerMs } from '../../base/clock.ts';
import type { CallResult } from '../../contract/attempt.ts';
import type { Target } from '../../contract/suite.ts';
import { AdaptiveConcurrency } from './adaptive-concurrency.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { ErrorRate } from './error-share.ts';
import type { LaneLog, LaneNote } from './lane-log.ts';
import { refusalText, type LaneLimits } from './lane-room.ts';
import type { Lease, Refusal } from './limiter.ts';
import type { FairnessWindow } from './pack.ts';
import { TimeBudget } from './time-budget.ts';

/** Leave for one call; `done` or `cancel` is called, once. */
export interface Admission {
  /** The call is over; `isFinal`: no further attempt follows. */
  done(result: CallResult, isFinal: boolean): void;
  /**
   * A call is over and the next of the same conversation follows: resolves when there is room for it in every scope, or
   * when the signal is aborted.
   */
  next(result: CallResult, signal: AbortSignal): Promise<void>;
  /** It was not made. */
  cancel(): void;
}

export interface LaneGateOptions {
  target: Target;
  calls: number;
  room: LaneLimits;
  fairnessWindow: FairnessWindow;
  /** Monotonic instant until which nobody sends; `null`: one may. */
  quietUntil(nowMs: number): number | null;
  log: LaneLog;
  clock: () => number;
  /** Asks the lane to try again. */
  wake(): void;
  /** The lane waits for room in a limiter that cannot say when. */
  awaitRoom(): void;
  /** The lane waits for slower ones. */
  awaitPack(): void;
  /** Some call was settled: those that were ahead may go on. */
  settled(): void;
}

const defaultErrorShare = 0.5;
const longestPauseMs = 120_000;
/** Of a target that is down: over a minute and more. */
const maxFailedTries = 4;
export class LaneGate {
  readonly #options: LaneGateOptions;
  readonly #adaptive: AdaptiveConcurrency;
  readonly #budget: TimeBudget;
  readonly #breaker = new CircuitBreaker();
  readonly #maxErrors: number;
  readonly #errors: ErrorRate;
  readonly #inComputePool = new AbortController();
  readonly #member: number;
  #inFlight = 0;
  #settled = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerMs = Number.POSITIVE_INFINITY;

  constructor(options: LaneGateOptions) {
    const { target, calls, fairnessWindow, clock } = options;
    this.#options = options;
    this.#budget = new TimeBudget(target.limits, calls);
    this.#adaptive = new AdaptiveConcurrency(this.#budget.most(0, clock()));
    this.#maxErrors = target.limits.maxErrorShare ?? defaultErrorShare;
    this.#errors = new ErrorRate(this.#maxErrors);
    this.#member = fairnessWindow.join(calls, clock());
  }

  /** Aborted: the target is disabled, no further call of it is made. */
  get setAside(): AbortSignal {
    return this.#inComputePool.signal;
  }

  /** Leave for the lane's call of this number, from 0 (a further attempt: 0), or `null`: the lane is woken when to ask again. */
  enter(call: number): Admission | null {
    const { clock, quietUntil, fairnessWindow } = this.#options;
    if (this.#inComputePool.signal.aborted || this.#inFlight >= this.#adaptive.limit) return null;
    const now = clock();
    const quiet = quietUntil(now);
    if (quiet !== null) return this.#hold('quiet', 'quiet hours', quiet);
    const healthy = this.#breaker.readyAt(now);
    if (healthy === null || healthy > now)
      return this.#hold(
        'broken',
        `${Math.round(this.#breaker.failedShare * 100)} % of the last calls failed`,
        healthy,
      );
    const inFairnessWindow = fairnessWindow.readyAt(this.#member, call, now);
    if (inFairnessWindow > now) {
      this.#options.awaitPack();
      return this.#hold('ahead', 'ahead of the other targets', inFairnessWindow);
    }
    const taken = this.#options.room.take();
    if ('granted' in taken) return this.#refused(taken);
    return this.#pass(taken, now);
  }

  /** Makes no more calls of this target; what was measured stands. */
  putAside(reason: string): void {
    if (this.#inComputePool.signal.aborted) return;
    this.#note('set_aside', reason, null, true);
    this.#leavePack();
    this.#inComputePool.abort();
    this.#options.wake();
  }

  /** The lane makes no more calls. */
  ended(): void {
    clearTimeout(this.#timer);
    this.#leavePack();
    this.#note('ended', '', null);
  }

  #leavePack(): void {
    this.#options.fairnessWindow.setOut(this.#member, true);
    this.#options.settled();
  }

  #refused(refusal: Refusal): null {
    const { cause, untilMs } = refusal;
    if (untilMs === null) this.#options.awaitRoom();
    return this.#hold(cause === 'pause' ? 'paused' : 'waiting', refusalText(refusal), untilMs);
  }

  #hold(state: LaneNote['state'], reason: string, untilMs: number | null): null {
    this.#options.fairnessWindow.setOut(this.#member, state !== 'ahead');
    this.#note(state, reason, untilMs);
    if (untilMs !== null) this.#wakeAt(untilMs);
    return null;
  }

  #wakeAt(atMs: number): void {
    if (this.#timerMs <= atMs) return;
    clearTimeout(this.#timer);
    this.#timerMs = atMs;
    const delayMs = Math.min(Math.max(0, Math.ceil(atMs - this.#options.clock())), longestTimerMs);
    this.#timer = setTimeout(() => {
      this.#timerMs = Number.POSITIVE_INFINITY;
      this.#options.wake();
    }, delayMs);
  }

  #pass(granted: Lease[], begunMs: number): Admission {
    let leases = granted;
    const { room } = this.#options;
    this.#inFlight++;
    this.#breaker.begun();
    this.#options.fairnessWindow.setOut(this.#member, false);
    this.#noteSending();
    return {
      done: (result, isFinal) => {
        const wasFull = this.#inFlight-- >= this.#adaptive.limit;
        this.#learn(result, begunMs, wasFull);
        // those before the last step have given back their room
        room.giveBack(leases, result.steps?.at(-1) ?? result);
        if (isFinal) this.#settle(result);
      },
      next: async (result, signal) => {
        room.giveBack(leases, result);
        this.#hear(result, this.#options.clock());
        leases = await room.takeLater(signal);
      },
      cancel: () => {
        this.#inFlight--;
        this.#breaker.cancelled();
        for (const lease of leases) lease.cancel();
      },
    };
  }

  /** What the provider said of its quota, and how long it wants silence. */
  #hear(result: CallResult, now: number): void {
    const { room } = this.#options;
    const { failure } = result;
    room.told(result, now);
    const isTurnedAway = failure?.class === 'rate_limit' || failure?.class === 'overloaded';
    if (isTurnedAway && failure.retryAfterMs !== null)
      room.model.pause(now + Math.min(failure.retryAfterMs, longestPauseMs));
  }

  #learn(result: CallResult, begunMs: number, wasFull: boolean): void {
    const now = this.#options.clock();
    const { failure } = result;
    this.#hear(result, now);
    this.#breaker.ended(result, now);
    this.#giveUpIfDown();
    if (failure === null) {
      this.#budget.took(now - begunMs);
      if (wasFull) this.#adaptive.answered();
    } else if (failure.class === 'rate_limit' || failure.class === 'overloaded') {
      if (this.#adaptive.congested(begunMs, now))
        this.#note('cut', `rejected calls: concurrency ${this.#adaptive.limit}`, null, true);
    }
    this.#adaptive.most = this.#budget.most(this.#settled, now);
  }

  /** Trying once a minute would make the run endless. */
  #giveUpIfDown(): void {
    const { failedTries } = this.#breaker;
    if (failedTries >= maxFailedTries && this.#maxErrors < 1)
      this.putAside(
        `it seems to be down: ${failedTries} further probes, each after a longer pause, failed too`,
      );
  }

  #settle(result: CallResult): void {
    this.#settled++;
    this.#options.fairnessWindow.settled(this.#member, this.#options.clock());
    const reason = this.#errors.settled(result);
    if (reason !== null) this.putAside(reason);
    this.#options.settled();
  }

  #noteSending(): void {
    if (this.#adaptive.isCut) this.#note('cut', 'calls were rejected', null);
    else this.#note('sending', '', null);
  }

  #note(state: LaneNote['state'], reason: string, untilMs: number | null, now = false): void {
    const { quota } = this.#options.room;
    const note = { state, reason, untilMs, concurrency: this.#adaptive.limit, quota };
    this.#options.log.note(note, this.#options.clock(), now);
  }
}
