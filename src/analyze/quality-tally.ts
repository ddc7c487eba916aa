import type { Estimate } from '../contract/analysis.ts';
import { GrowableColumn } from './growable-column.ts';
import { qualityEstimate } from './quality-estimate.ts';

/** Adds up the scores of one target. */
export class QualityTally {
  scored = 0;
  correct = 0;
  #allBinary = true;
  #sums = new GrowableColumn();
  #counts = new GrowableColumn();
  #categories = new Map<string, { n: number; sum: number }>();

  add(quality: number, correct: boolean | null, cluster: number, category: string): void {
    this.scored++;
    if (correct) this.correct++;
    if (quality !== 0 && quality !== 1) this.#allBinary = false;
    this.#sums.addAt(cluster, quality);
    this.#counts.addAt(cluster, 1);
    if (!category) return;
    const entry = this.#categories.get(category) ?? { n: 0, sum: 0 };
    entry.n++;
    entry.sum += quality;
    this.#categories.set(category, entry);
  }

  estimate(): Estimate | null {
    return qualityEstimate({ sums: this.#sums.view(), counts: this.#counts.view() }, this.#allBinary);
  }

  /** In alphabetical order; cases without a category are in none. */
  byCategory(): Record<string, { n: number; quality: number }> {
    const sorted = [...this.#categories].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, { n, sum }]) => [name, { n, quality: sum / n }]));
  }
}
