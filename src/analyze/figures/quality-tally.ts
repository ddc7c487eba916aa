import type { QualityEstimate } from '../../contract/analysis.ts';
import { GrowableColumn } from './growable-column.ts';
import { qualityEstimate } from './quality-estimate.ts';

/** Adds up the scores of one target: of all its calls, one without an answer counting 0, and of the answers alone. */
export class QualityTally {
  /** Answers that could be scored. */
  scored = 0;
  correct = 0;
  #allBinary = true;
  #sums = new GrowableColumn();
  #answers = new GrowableColumn();
  #failures = new GrowableColumn();
  #categories = new Map<string, { n: number; failed: number; sum: number }>();

  add(quality: number, correct: boolean | null, cluster: number, category: string): void {
    this.scored++;
    if (correct) this.correct++;
    if (quality !== 0 && quality !== 1) this.#allBinary = false;
    this.#sums.addAt(cluster, quality);
    this.#answers.addAt(cluster, 1);
    const entry = this.#category(category);
    entry.n++;
    entry.sum += quality;
  }

  /** A call without an answer. */
  addFailed(cluster: number, category: string): void {
    this.#sums.addAt(cluster, 0);
    this.#failures.addAt(cluster, 1);
    this.#category(category).failed++;
  }

  #category(name: string) {
    const entry = this.#categories.get(name) ?? { n: 0, failed: 0, sum: 0 };
    this.#categories.set(name, entry);
    return entry;
  }

  /** Of all calls; meaningless where nothing of the run was scored. */
  estimate(): QualityEstimate | null {
    const sums = this.#sums.view();
    const [answers, failures] = [this.#answers.view(), this.#failures.view()];
    const counts = new Float64Array(sums.length);
    counts.set(answers.subarray(0, sums.length));
    for (const [cluster, failed] of failures.subarray(0, sums.length).entries())
      counts[cluster] = (counts[cluster] as number) + failed;
    return qualityEstimate({ sums, counts }, this.#allBinary);
  }

  estimateOfAnswered(): QualityEstimate | null {
    const sums = this.#sums.view();
    const counts = new Float64Array(sums.length);
    counts.set(this.#answers.view().subarray(0, sums.length));
    return qualityEstimate({ sums, counts }, this.#allBinary);
  }

  /** Of all calls, in alphabetical order; cases without a category are in none. */
  byCategory(): Record<string, { n: number; quality: number }> {
    const sorted = [...this.#categories].filter(([name]) => name !== '').sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      sorted.map(([name, { n, failed, sum }]) => [name, { n: n + failed, quality: sum / (n + failed) }]),
    );
  }
}
