/** One batch as time passes: its requests are reached one after another, evenly; a cancelled or expired one reaches no more. */
import { nowMs, wallClockMs } from '../../base/clock.ts';

export interface BatchEntry {
  customId: string;
  body: unknown;
}

export type EntryResult =
  | { kind: 'answered'; status: number; body: unknown }
  | { kind: 'cancelled' }
  | { kind: 'expired' };

export interface BatchTimes {
  /** From the first request to the last. */
  durationMs: number;
  /** Share of the requests that is reached before the batch expires. */
  reached: number;
}

/** How long a cancelled batch still finishes what it has begun. */
const cancellingMs = 100;

export class SimulatedBatch {
  readonly createdAtMs = wallClockMs();
  readonly #began = nowMs();
  readonly #results: EntryResult[] = [];
  #cancelledMs: number | null = null;
  readonly id: string;
  readonly entries: readonly BatchEntry[];
  readonly #times: BatchTimes;
  readonly #answer: (entry: BatchEntry) => EntryResult;

  constructor(
    id: string,
    entries: readonly BatchEntry[],
    times: BatchTimes,
    answer: (entry: BatchEntry) => EntryResult,
  ) {
    this.id = id;
    this.entries = entries;
    this.#times = times;
    this.#answer = answer;
  }

  cancel(): void {
    if (this.state === 'going') this.#cancelledMs = nowMs();
  }

  get isCancelled(): boolean {
    return this.#cancelledMs !== null;
  }

  get isExpired(): boolean {
    return !this.isCancelled && this.#times.reached < 1 && this.state === 'ended';
  }

  get state(): 'going' | 'cancelling' | 'ended' {
    const now = nowMs();
    if (this.#cancelledMs !== null) return now < this.#cancelledMs + cancellingMs ? 'cancelling' : 'ended';
    return now < this.#began + this.#times.durationMs ? 'going' : 'ended';
  }

  /** Of the requests that have come to an end, in their order. */
  results(): EntryResult[] {
    const { durationMs, reached } = this.#times;
    const elapsed = (this.#cancelledMs ?? nowMs()) - this.#began;
    const share = durationMs === 0 ? 1 : Math.min(1, elapsed / durationMs);
    const most = Math.floor(this.entries.length * share * reached);
    for (const entry of this.entries.slice(this.#results.length, most))
      this.#results.push(this.#answer(entry));
    if (this.state !== 'ended') return this.#results;
    const rest: EntryResult = { kind: this.isCancelled ? 'cancelled' : 'expired' };
    return this.entries.map((_, i) => this.#results[i] ?? rest);
  }
}
