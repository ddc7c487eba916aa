/**
 * How many calls at once a target needs to be done in its time, from what its calls have taken so far. A user's own number
 * is taken as it is.
 */
import type { Limits } from '../../contract/limits.ts';

export const defaultTimeBudgetMs = 300_000;
/** Cuts, retries and slow calls take their part: aimed at so much less than all the time. */
const haste = 1.5;
const smoothing = 0.1;

export class TimeBudget {
  readonly #limits: Limits;
  readonly #calls: number;
  #begunMs: number | null = null;
  #meanMs: number | null = null;

  constructor(limits: Limits, calls: number) {
    this.#limits = limits;
    this.#calls = calls;
  }

  /** A call took so long, waiting in our own queues left out. */
  took(durationMs: number): void {
    this.#meanMs =
      this.#meanMs === null ? durationMs : this.#meanMs + smoothing * (durationMs - this.#meanMs);
  }

  /** Calls that may be in flight at most, when so many are settled. */
  most(settled: number, nowMs: number): number {
    const { concurrency, maxConcurrency, timeBudgetMs = defaultTimeBudgetMs } = this.#limits;
    this.#begunMs ??= nowMs;
    if (maxConcurrency === undefined || this.#meanMs === null) return concurrency;
    const leftMs = Math.max(1, this.#begunMs + timeBudgetMs - nowMs);
    const needed = Math.ceil((haste * this.#meanMs * (this.#calls - settled)) / leftMs);
    return Math.min(Math.max(concurrency, needed), maxConcurrency);
  }
}
