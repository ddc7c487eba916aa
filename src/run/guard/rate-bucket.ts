/**
 * So many whole units in any half-open window, spread over it: a bucket that holds a small burst and refills by the rest, so
 * that burst and refill together never pass the limit. A request for more than the burst goes when the bucket is full, and
 * what follows waits for it: only then may a window hold up to one such request more.
 */
export class RateBucket {
  readonly #burst: number;
  readonly #perMs: number;
  #level: number;
  #lastMs: number | null = null;

  /** `burst`: at most a quarter of the limit, but one unit at least; default: a second's worth of a minute. */
  constructor(limit: number, { windowMs = 60_000, burst = limit / 60 } = {}) {
    this.#burst = Math.min(limit, Math.max(1, Math.min(burst, limit / 4)));
    this.#perMs = (limit - this.#burst + 1) / windowMs;
    this.#level = this.#burst;
  }

  #fill(nowMs: number): void {
    const passedMs = Math.max(0, nowMs - (this.#lastMs ?? nowMs));
    this.#level = Math.min(this.#burst, this.#level + passedMs * this.#perMs);
    this.#lastMs = Math.max(this.#lastMs ?? nowMs, nowMs);
  }

  /** When there is room for so many; `nowMs`: now. */
  readyAt(amount: number, nowMs: number): number {
    this.#fill(nowMs);
    const missing = Math.min(amount, this.#burst) - this.#level;
    // a µs more, so that rounding never makes it early
    return missing <= 1e-9 ? nowMs : nowMs + missing / this.#perMs + 1e-3;
  }

  /** Takes; a negative amount gives back. */
  take(amount: number, nowMs: number): void {
    this.#fill(nowMs);
    this.#level = Math.min(this.#burst, this.#level - amount);
  }
}
