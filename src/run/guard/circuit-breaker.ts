/**
 * Leaves a target alone while it is down. Opens when most of the last calls failed in a way that says so, lets a single call through after
 * a pause, closes when that one is answered, and pauses twice as long when it is not.
 */
import type { CallResult } from '../../contract/attempt.ts';
import type { ErrorClass } from '../../contract/outcome.ts';

const windowSize = 20;
const minSeen = 10;
const opensAt = 0.6;
const firstPauseMs = 5_000;
const longestPauseMs = 60_000;

/** The other end is down or cannot be reached; turning a call away for its content or its rate is not that. */
const downClasses: ReadonlySet<ErrorClass> = new Set([
  'connect',
  'dns',
  'tls',
  'http_5xx',
  'stream_cut',
  'stall',
  'timeout',
  'malformed',
]);

export class CircuitBreaker {
  #recent: boolean[] = [];
  #pauseMs = firstPauseMs;
  #openUntilMs: number | null = null;
  #probing = false;
  #failedTries = 0;

  get isOpen(): boolean {
    return this.#openUntilMs !== null;
  }

  /** Calls that were let through since it opened, and failed. */
  get failedTries(): number {
    return this.#failedTries;
  }

  /** Failed share of the calls that were looked at, for the reason shown. */
  get failedShare(): number {
    return this.#recent.filter(Boolean).length / Math.max(1, this.#recent.length);
  }

  /** When a call may go: now or earlier means now; `null`: once the call that tries it has come back. */
  readyAt(nowMs: number): number | null {
    if (this.#openUntilMs === null) return nowMs;
    return this.#probing ? null : this.#openUntilMs;
  }

  /** A call goes. */
  begun(): void {
    if (this.#openUntilMs !== null) this.#probing = true;
  }

  /** The call did not go after all. */
  cancelled(): void {
    this.#probing = false;
  }

  ended({ failure }: Pick<CallResult, 'failure'>, nowMs: number): void {
    if (failure?.class === 'cancelled') return;
    const isDown = failure !== null && downClasses.has(failure.class);
    if (this.#openUntilMs !== null) {
      // what was in flight when it opened proves as much as the call that tries
      if (!isDown) this.#close();
      else if (this.#probing) {
        this.#failedTries++;
        this.#open(nowMs, Math.min(longestPauseMs, this.#pauseMs * 2));
      }
      return;
    }
    this.#recent.push(isDown);
    if (this.#recent.length > windowSize) this.#recent.shift();
    if (this.#recent.length >= minSeen && this.failedShare >= opensAt) this.#open(nowMs, firstPauseMs);
  }

  #open(nowMs: number, pauseMs: number): void {
    this.#pauseMs = pauseMs;
    this.#openUntilMs = nowMs + pauseMs;
    this.#probing = false;
  }

  #close(): void {
    this.#failedTries = 0;
    this.#openUntilMs = null;
    this.#probing = false;
    this.#recent = [];
  }
}
