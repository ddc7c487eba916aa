import type { CostTotals, TokenTotals } from '../../contract/analysis.ts';
import { costGapLimit, tokenKinds, usageGapLimit } from '../../contract/measured-fields.ts';
import type { RetriedAttempt, Sample } from '../../contract/sample.ts';

/** Adds up tokens and money of one target. */
export class UsageTally {
  #tokens: TokenTotals = {
    input: null,
    cache_read: null,
    cache_write: null,
    cache_write_1h: null,
    input_audio: null,
    input_image: null,
    output: null,
    reasoning: null,
    output_audio: null,
    output_image: null,
    n_missing: 0,
    n_estimated: 0,
    n_gap: 0,
  };
  #sampleNano = 0;
  #cachedNano = 0;
  #samplesPriced = 0;
  /** Ids of samples without a known cost: what their retried attempts cost is in no mean. */
  #unpriced = new Set<string>();
  /** What the retried attempts of a sample cost, by its id. */
  #retriedOf = new Map<string, number>();
  #retriedNano = 0;
  #retriedPriced = 0;
  #unknown = 0;
  #costGaps = 0;

  add(sample: Sample): void {
    for (const bucket of tokenKinds) {
      const count = sample[`${bucket}_tokens`];
      if (count !== null) this.#tokens[bucket] = (this.#tokens[bucket] ?? 0) + count;
    }
    if (sample.usage_source === 'missing' || sample.usage_source === 'estimated') this.#tokens.n_missing++;
    if (sample.usage_source === 'estimated') this.#tokens.n_estimated++;
    if (sample.usage_gap !== null && Math.abs(sample.usage_gap) > usageGapLimit) this.#tokens.n_gap++;
    if (sample.cost_gap !== null && Math.abs(sample.cost_gap) > costGapLimit) this.#costGaps++;
    if (sample.cost_nanousd === null) {
      this.#unknown++;
      this.#unpriced.add(sample.sample_id);
    } else {
      this.#samplesPriced++;
      this.#sampleNano += sample.cost_nanousd;
      if (sample.usage_source === 'cached') this.#cachedNano += sample.cost_nanousd;
    }
  }

  addRetried({
    sample_id: id,
    cost_nanousd: nanousd,
  }: Pick<RetriedAttempt, 'sample_id' | 'cost_nanousd'>): void {
    if (nanousd === null) this.#unknown++;
    else {
      this.#retriedPriced++;
      this.#retriedNano += nanousd;
      this.#retriedOf.set(id, (this.#retriedOf.get(id) ?? 0) + nanousd);
    }
  }

  /** Mean of the samples with a known cost, each with its retried attempts, as in the table of a run. */
  #per1kUsd(): number | null {
    if (this.#samplesPriced === 0) return null;
    let nano = this.#sampleNano;
    for (const [id, retried] of this.#retriedOf) if (!this.#unpriced.has(id)) nano += retried;
    return (nano / 1e9 / this.#samplesPriced) * 1000;
  }

  tokens(): TokenTotals {
    return { ...this.#tokens };
  }

  /** Of a target that is paid by the hour: its price times the time in which it was answering. */
  static costByTime(usdPerHour: number, busyMs: number, answered: number, correct: number): CostTotals {
    if (busyMs === 0)
      return { total_usd: null, spent_usd: null, per_1k_usd: null, per_correct_usd: null, n_unknown: 0 };
    const total = (usdPerHour * busyMs) / 3_600_000;
    return {
      total_usd: total,
      spent_usd: total,
      per_1k_usd: (total / answered) * 1000,
      per_correct_usd: correct > 0 ? total / correct : null,
      n_unknown: 0,
    };
  }

  cost(correct: number): CostTotals {
    const paidNano = this.#sampleNano + this.#retriedNano;
    const total = paidNano / 1e9;
    const known = this.#samplesPriced + this.#retriedPriced > 0;
    return {
      total_usd: known ? total : null,
      spent_usd: known ? (paidNano - this.#cachedNano) / 1e9 : null,
      per_1k_usd: this.#per1kUsd(),
      per_correct_usd: known && correct > 0 && this.#unknown === 0 ? total / correct : null,
      n_unknown: this.#unknown,
      ...(this.#costGaps > 0 && { n_cost_gap: this.#costGaps }),
    };
  }
}
