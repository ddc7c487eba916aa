import { BettingProcess } from './betting-process.ts';

/** Evidence, for every ordered pair (a, b), against "a is better than b by at most `margin`". */
export class PairEvidence {
  readonly #processes: (BettingProcess | null)[][];

  /** `margin` may be negative: then it is evidence that a is less than −margin worse than b. */
  constructor(targets: number, margin: number, population?: number) {
    const mean = (1 + margin) / 2;
    const options = population === undefined ? { mean } : { mean, population };
    this.#processes = Array.from({ length: targets }, (_, a) =>
      Array.from({ length: targets }, (__, b) => (a === b ? null : new BettingProcess(options))),
    );
  }

  /** Qualities of one case, 0 to 1; NaN: none, then its pairs learn nothing. */
  add(qualities: readonly number[]): void {
    for (const [a, row] of this.#processes.entries()) {
      for (const [b, process] of row.entries()) {
        const difference = (qualities[a] as number) - (qualities[b] as number);
        if (process && !Number.isNaN(difference)) process.add((difference + 1) / 2);
      }
    }
  }

  of(a: number, b: number): number {
    return this.#processes[a]?.[b]?.evidence ?? 1;
  }

  /** Further cases until the evidence reaches `threshold` at its pace so far; `null` while it does not grow. */
  casesTo(threshold: number, a: number, b: number): number | null {
    const process = this.#processes[a]?.[b];
    if (!process) return null;
    if (process.evidence >= threshold) return 0;
    if (process.wealth <= 1) return null;
    return Math.ceil(process.n * (Math.log(threshold) / Math.log(process.wealth) - 1));
  }
}
