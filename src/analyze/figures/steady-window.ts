import { GrowableColumn } from './growable-column.ts';

export interface SteadyRates {
  /** Answers that ended in the window, per second. */
  req_s: number;
  /** Their output tokens per second; `null` when those of one are unknown. */
  tok_s: number | null;
}

/**
 * The stretch in which a target always had as many calls in flight as it was allowed: from its first measured start to its
 * last one, for each call begins when another ends. Opening and end, where fewer are in flight, are in no rate. What ends in
 * it counts whenever it began, so the last warm-up calls do too.
 */
export class SteadyWindow {
  #fromMs = Number.POSITIVE_INFINITY;
  #toMs = Number.NEGATIVE_INFINITY;
  #ends = new GrowableColumn();
  /** NaN: unknown. */
  #tokens = new GrowableColumn();

  /** A measured call began, whatever became of it. */
  begin(startMs: number): void {
    this.#fromMs = Math.min(this.#fromMs, startMs);
    this.#toMs = Math.max(this.#toMs, startMs);
  }

  /** An answer ended. */
  end(endMs: number, tokens: number | null): void {
    this.#ends.push(endMs);
    this.#tokens.push(tokens ?? Number.NaN);
  }

  /** `null` when nothing ended in the window: there were not more calls than may be in flight at once. */
  rates(): SteadyRates | null {
    const seconds = (this.#toMs - this.#fromMs) / 1000;
    const ends = this.#ends.view();
    const tokens = this.#tokens.view();
    let answers = 0;
    let sum = 0;
    for (let i = 0; i < ends.length; i++) {
      const endMs = ends[i] as number;
      if (endMs <= this.#fromMs || endMs > this.#toMs) continue;
      answers++;
      sum += tokens[i] as number;
    }
    if (answers === 0) return null;
    return { req_s: answers / seconds, tok_s: Number.isNaN(sum) ? null : sum / seconds };
  }
}
