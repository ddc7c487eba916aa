/**
 * How many calls may be in flight, found by trying, as TCP does (RFC 5681, with the cut of RFC 9438): it doubles with every
 * round of answers (slow start) until the provider first says it is too much, is then cut by three tenths, and grows by one
 * call a round. Providers turn single calls away for reasons of their own: halving for each would leave most of a quota unused.
 */
const startsAt = 4;
const cutTo = 0.7;

export class AdaptiveConcurrency {
  #most: number;
  #limit: number;
  #threshold = Number.POSITIVE_INFINITY;
  #lastCutMs = Number.NEGATIVE_INFINITY;

  constructor(most: number) {
    this.#most = most;
    this.#limit = Math.min(most, startsAt);
  }

  /** A whole number, 1 or more. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** The ceiling may move while the run goes on. */
  set most(most: number) {
    this.#most = Math.max(1, most);
    this.#limit = Math.min(this.#limit, this.#most);
  }

  get isCut(): boolean {
    return this.#threshold < this.#most && this.#limit < this.#most;
  }

  /** An answer came while all places were taken; with places free it proves nothing. */
  answered(): void {
    const step = this.#limit < this.#threshold ? 1 : 1 / this.#limit;
    this.#limit = Math.min(this.#most, this.#limit + step);
  }

  /** A call was turned away. Those begun before the last cut tell of the time before it and cut no further. True: it was cut. */
  congested(startedMs: number, nowMs: number): boolean {
    if (startedMs <= this.#lastCutMs) return false;
    this.#lastCutMs = nowMs;
    this.#limit = Math.max(1, this.#limit * cutTo);
    this.#threshold = this.#limit;
    return true;
  }
}
