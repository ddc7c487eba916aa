import { recordOf } from '../../base/typed-keys.ts';
import type { TargetSummary } from '../../contract/analysis.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';
import type { RunTarget } from '../../contract/run.ts';
import type { RetriedAttempt, Sample } from '../../contract/sample.ts';
import { servedFields, servedSplits } from '../../contract/served-split.ts';
import { BusyTime } from './busy-time.ts';
import { E2eHistogram } from '../progress/e2e-histogram.ts';
import { LatencyColumns } from './latency-columns.ts';
import { isRanked } from './is-ranked.ts';
import { proportionEstimate } from './quality-estimate.ts';
import { outputTokensOf } from './output-tokens.ts';
import { QualityTally } from './quality-tally.ts';
import { SteadyWindow } from './steady-window.ts';
import { UsageTally } from './usage-tally.ts';

function count<Key extends string>(counts: Partial<Record<Key, number>>, key: Key): void {
  counts[key] = ((counts[key] as number | undefined) ?? 0) + 1;
}

/** Everything the summary of one target needs, added up as samples come. */
export class TargetTally {
  readonly target: RunTarget;
  readonly histogram = new E2eHistogram();
  settled = 0;
  #answered = 0;
  #retries = 0;
  #outcomes: TargetSummary['outcomes'] = {};
  #errorClasses: TargetSummary['error_classes'] = {};
  #latency = new LatencyColumns();
  #quality = new QualityTally();
  #usage = new UsageTally();
  #busy = new BusyTime();
  #steady = new SteadyWindow();
  #responseModels = new Set<string>();
  #fingerprints = new Set<string>();
  readonly #served = recordOf(servedSplits, (): Record<string, number> => ({}));

  constructor(target: RunTarget) {
    this.target = target;
  }

  add(sample: Sample, cluster: number): void {
    this.settled++;
    count(this.#outcomes, sample.outcome);
    if (sample.error_class) count(this.#errorClasses, sample.error_class);
    if (sample.response_model) this.#responseModels.add(sample.response_model);
    for (const split of servedSplits) {
      const name = sample[servedFields[split]];
      if (name) count(this.#served[split], name);
    }
    if (sample.system_fingerprint) this.#fingerprints.add(sample.system_fingerprint);
    this.#addQuality(sample, cluster);
    this.#usage.add(sample);
    if (sample.outcome !== 'dropped') this.#steady.begin(sample.started_at_ms);
    this.#delivered(sample);
    if (answeredOutcomes.has(sample.outcome)) this.#addAnswered(sample, cluster);
  }

  /** What we gave up or never sent says nothing of the target; an answer without a score is left out. */
  #addQuality(sample: Sample, cluster: number): void {
    const { outcome, quality, correct, category } = sample;
    if (outcome === 'cancelled' || outcome === 'dropped') return;
    if (!answeredOutcomes.has(outcome)) this.#quality.addFailed(cluster, category);
    else if (quality !== null) this.#quality.add(quality, correct, cluster, category);
  }

  /** Some answer of it could be scored. */
  get isScored(): boolean {
    return this.#quality.scored > 0;
  }

  #addAnswered(sample: Sample, cluster: number): void {
    this.#answered++;
    this.#latency.add(sample, cluster);
    if (sample.e2e_ms !== null) {
      this.histogram.add(sample.e2e_ms);
      if (this.target.usd_per_hour !== undefined)
        this.#busy.add(sample.started_at_ms, sample.started_at_ms + sample.e2e_ms);
    }
  }

  /** It is in no figure of its own, but the target worked on it: the pace would seem too low without. */
  addWarmup(sample: Sample): void {
    this.#delivered(sample);
  }

  #delivered(sample: Sample): void {
    const { outcome, started_at_ms, e2e_ms } = sample;
    if (!answeredOutcomes.has(outcome) || e2e_ms === null) return;
    this.#steady.end(started_at_ms + e2e_ms, outputTokensOf(sample));
  }

  addRetry(retried: RetriedAttempt): void {
    this.#retries++;
    this.#usage.addRetried(retried);
  }

  #cost(): TargetSummary['cost'] {
    const perHour = this.target.usd_per_hour;
    const { correct } = this.#quality;
    if (perHour === undefined) return this.#usage.cost(correct);
    return UsageTally.costByTime(perHour, this.#busy.totalMs(), this.#answered, correct);
  }

  /** `isScored`: some answer of the run could be scored, else failing says nothing of quality. */
  summary(e2eBins: number[], isScored: boolean): TargetSummary {
    // a call that we gave up or never sent says nothing of the target
    const judged = this.settled - (this.#outcomes.cancelled ?? 0) - (this.#outcomes.dropped ?? 0);
    const errorRate = proportionEstimate(judged - this.#answered, judged);
    const rates = this.#steady.rates();
    return {
      target: this.target,
      planned: this.target.planned,
      n: this.settled,
      outcomes: { ...this.#outcomes },
      error_classes: { ...this.#errorClasses },
      retries: this.#retries,
      error_rate: errorRate,
      ranked: isRanked(errorRate),
      quality: isScored ? this.#quality.estimate() : null,
      quality_answered: this.#quality.estimateOfAnswered(),
      n_scored: this.#quality.scored,
      correct: this.#quality.correct,
      by_category: isScored ? this.#quality.byCategory() : {},
      latency: this.#latency.summary(),
      tokens: this.#usage.tokens(),
      cost: this.#cost(),
      e2e_bins: e2eBins,
      req_s: rates?.req_s ?? null,
      tok_s: rates?.tok_s ?? null,
      response_models: [...this.#responseModels].sort(),
      fingerprints: [...this.#fingerprints].sort(),
      served_by: { ...this.#served.host },
      service_tiers: { ...this.#served.tier },
      regions: { ...this.#served.region },
      efforts: { ...this.#served.effort },
    };
  }
}
