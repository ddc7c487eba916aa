import { answeredOutcomes } from '../../contract/outcome.ts';
import type { TargetTotals } from '../../contract/result-store.ts';
import type { RetriedAttempt, Sample } from '../../contract/sample.ts';

/** Scores that are multiples of 2⁻¹⁰, as 0 and 1 are, add up to the same in every order. */
const steps = 1024;

type Tally = Pick<TargetTotals, 'n' | 'asked' | 'answered' | 'n_quality' | 'cost_nanousd'> & {
  worth: number;
};

type Counted = Pick<Sample, 'target_id' | 'is_warmup' | 'outcome' | 'quality' | 'cost_nanousd'> &
  Pick<Sample, 'usage_source' | 'cluster'>;

const plus = (sum: number | null, more: number | null) => (more === null ? sum : (sum ?? 0) + more);

/** The sums that the results give of a run's targets, added up while it goes on. Each sample is to be added once. */
export class ExactTotals {
  readonly #byTarget = new Map<string, Tally>();
  #isScored = false;
  #isExact = true;

  add(sample: Counted): void {
    if (sample.is_warmup) return;
    const tally = this.#of(sample.target_id);
    const { outcome, quality, usage_source, cost_nanousd, cluster } = sample;
    tally.n++;
    tally.cost_nanousd = plus(tally.cost_nanousd, usage_source === 'cached' ? 0 : cost_nanousd);
    if (quality !== null) this.#isScored = true;
    // clusters with a name are summed up in the order in which they come
    if (cluster !== '' || !Number.isInteger((quality ?? 0) * steps)) this.#isExact = false;
    if (outcome === 'cancelled' || outcome === 'dropped') return;
    tally.asked++;
    const isAnswered = answeredOutcomes.has(outcome);
    if (isAnswered) tally.answered++;
    const worth = isAnswered ? quality : 0;
    if (worth === null) return;
    tally.n_quality++;
    tally.worth += worth;
  }

  addRetry({ target_id, cost_nanousd }: Pick<RetriedAttempt, 'target_id' | 'cost_nanousd'>): void {
    const tally = this.#of(target_id);
    tally.cost_nanousd = plus(tally.cost_nanousd, cost_nanousd);
  }

  /** In the order of the results; `null`: in another order the last digits would be others. */
  totals(runId: string): TargetTotals[] | null {
    if (!this.#isExact) return null;
    return [...this.#byTarget]
      .filter(([, { n }]) => n > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([target_id, { worth, ...tally }]) => ({
        run_id: runId,
        target_id,
        ...tally,
        n_quality: this.#isScored ? tally.n_quality : 0,
        quality: this.#isScored && tally.n_quality > 0 ? worth / tally.n_quality : null,
      }));
  }

  #of(targetId: string): Tally {
    let tally = this.#byTarget.get(targetId);
    if (!tally) {
      tally = { n: 0, asked: 0, answered: 0, n_quality: 0, worth: 0, cost_nanousd: null };
      this.#byTarget.set(targetId, tally);
    }
    return tally;
  }
}
