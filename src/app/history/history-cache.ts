import type { History } from '../../contract/history.ts';

export type HistoryLines = Pick<History, 'series' | 'scores' | 'notes'>;

/** Some 100 bytes each. */
const maxPoints = 500_000;

const pointsOf = ({ series }: HistoryLines) =>
  series.reduce((points, line) => points + line.points.length, 1);

interface Kept {
  lines: Promise<HistoryLines>;
  /** 0 until they are known. */
  points: number;
}

/** Lines that were drawn, for whoever asks for the same ones, until anything they were made of changes. Several who ask at once wait for one answer. */
export class HistoryCache {
  #state: string | null = null;
  /** The one that was not asked for longest first. */
  readonly #kept = new Map<string, Kept>();

  /** `state`: of the store, read before `make` reads anything; `null`: not known. */
  get(state: string | null, key: string, make: () => Promise<HistoryLines>): Promise<HistoryLines> {
    if (state === null) return make();
    if (state !== this.#state) this.#kept.clear();
    this.#state = state;
    const known = this.#kept.get(key);
    const entry = known ?? { lines: make(), points: 0 };
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    if (!known) void this.#settle(key, entry);
    return entry.lines;
  }

  async #settle(key: string, entry: Kept): Promise<void> {
    try {
      entry.points = pointsOf(await entry.lines);
      this.#shrink();
    } catch {
      // whoever asked hears of it
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
    }
  }

  #shrink(): void {
    let points = [...this.#kept.values()].reduce((sum, entry) => sum + entry.points, 0);
    for (const [key, entry] of this.#kept) {
      if (points <= maxPoints) return;
      points -= entry.points;
      this.#kept.delete(key);
    }
  }
}

const caches = new WeakMap<object, HistoryCache>();

/** One for each open store. */
export function historyCacheOf(store: object): HistoryCache {
  const cache = caches.get(store) ?? new HistoryCache();
  caches.set(store, cache);
  return cache;
}
