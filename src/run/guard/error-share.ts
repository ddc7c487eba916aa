/** Sets a target aside that mostly fails: more calls would cost time and money and tell nothing new. */
import type { AttemptFailure, CallResult } from '../../contract/attempt.ts';
import type { ErrorClass, Outcome } from '../../contract/outcome.ts';

const minCalls = 20;
/** So many in a row at the start are enough where trying again cannot help. */
const minHopeless = 5;

const failedOutcomes: ReadonlySet<Outcome> = new Set(['error', 'timeout', 'rate_limited']);

/** The same for every call: a wrong key, no money, no such model. */
const hopelessClasses: ReadonlySet<ErrorClass> = new Set(['auth', 'quota', 'not_found']);

/** A wait that no call waits for. */
const longestWaitMs = 120_000;

const isHopeless = ({ class: errorClass, httpStatus, retryAfterMs }: AttemptFailure): boolean =>
  hopelessClasses.has(errorClass) ||
  (httpStatus !== null && httpStatus >= 300 && httpStatus < 400) ||
  (retryAfterMs ?? 0) > longestWaitMs;

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;

export class ErrorRate {
  readonly #most: number;
  #settled = 0;
  #failed = 0;
  #hopeless = 0;

  /** `most`: 1 sets nothing aside. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Counts a call that is settled for good; gives why the target is to be disabled, or `null`. */
  settled({ outcome, failure }: Pick<CallResult, 'outcome' | 'failure'>): string | null {
    if (outcome === 'cancelled' || outcome === 'dropped') return null;
    this.#settled++;
    if (failedOutcomes.has(outcome)) this.#failed++;
    if (failure && isHopeless(failure)) this.#hopeless++;
    if (this.#most >= 1) return null;
    if (this.#hopeless === this.#settled && this.#hopeless >= minHopeless)
      return `the first ${this.#hopeless} calls all failed: ${failure?.message ?? ''}`;
    const share = this.#failed / this.#settled;
    if (this.#settled < minCalls || share <= this.#most) return null;
    return `${this.#failed} of ${this.#settled} calls failed, more than ${percent(this.#most)}`;
  }
}
