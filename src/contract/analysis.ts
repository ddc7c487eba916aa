/** The shapes of what analysis says about a run: the API, `show --json` and the page use these. */
import type { JudgeStanding } from './calibration.ts';
import type { ErrorClass, Outcome } from './outcome.ts';
import type { LatencyMetric } from './measurement.ts';
import type { Run, RunTarget } from './run.ts';

/** A value with the interval it may truly have. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  /** Confidence level, e.g. 0.95. */
  level: number;
  method: 'wilson' | 'clustered-t';
  /** Observations. */
  n: number;
  /** Independent groups of observations; equals n when there is no clustering. */
  clusters: number;
}

/** Between which observations a quantile truly lies; `null`: there are too few to bound it on that side. */
export interface QuantileBounds {
  low: number | null;
  high: number | null;
}

export const boundedQuantiles = ['p50', 'p75', 'p90', 'p95', 'p99', 'p99_9'] as const;
export type BoundedQuantile = (typeof boundedQuantiles)[number];

/** Type-7 quantiles on raw rows; a tail percentile is `null` below its sample floor (p90 64, p95 130, p99 662, p99.9 6,636). */
export interface Quantiles {
  n: number;
  min: number;
  p50: number;
  p75: number;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  p99_9: number | null;
  max: number;
  mean: number;
  sd: number | null;
  /** p95 without regard to its floor, for a mark that is drawn as provisional; `p95` is the one to quote. */
  p95_provisional: number;
  /**
   * 95 % each, from order statistics (distribution-free); those of a tail below its floor too. Repeats of a case, and cases of a
   * cluster, count as one. `null` where calls wait on each other, as under a load.
   */
  intervals: Record<BoundedQuantile, QuantileBounds> | null;
}

export interface TokenTotals {
  input: number | null;
  cache_read: number | null;
  cache_write: number | null;
  cache_write_1h: number | null;
  input_audio: number | null;
  input_image: number | null;
  output_audio: number | null;
  output_image: number | null;
  output: number | null;
  reasoning: number | null;
  /** Samples whose usage the provider did not report. */
  n_missing: number;
  /** Of those, samples whose output was counted here and is in the sums. */
  n_estimated: number;
  /** Samples whose reported output is more than 10 % from a local count. */
  n_gap: number;
}

export interface CostTotals {
  /**
   * Sum over samples with a known price; `null` when none has. Retried attempts that were billed are included. An answer from the
   * cache counts with what it cost when it was given, here and in the figures below: it shows what the target costs.
   */
  total_usd: number | null;
  /** Of that, what this run paid: without the answers from the cache. */
  spent_usd: number | null;
  /** Mean × 1,000, over samples with a known cost. */
  per_1k_usd: number | null;
  /** Total / correct answers; `null` without a correct answer or with an unknown cost. */
  per_correct_usd: number | null;
  n_unknown: number;
  /** Samples whose cost by our price is more than 5 % from what the provider says; absent: none. */
  n_cost_gap?: number;
}

/** A mean quality; without two clusters of cases nothing tells how far the next one may be: the bounds are then unknown. */
export interface QualityEstimate extends Omit<Estimate, 'low' | 'high'> {
  low: number | null;
  high: number | null;
}

export interface TargetSummary {
  target: RunTarget;
  planned: number;
  /** Settled samples, warm-up left out. */
  n: number;
  outcomes: Partial<Record<Outcome, number>>;
  error_classes: Partial<Record<ErrorClass, number>>;
  /** Attempts that were followed by another. */
  retries: number;
  /** Share of settled samples that did not give an answer; what we gave up (`cancelled`) or never sent (`dropped`) is left out. */
  error_rate: Estimate | null;
  /** `false`: so many calls gave no answer that those that did stand for nothing; on no frontier, never marked best. */
  ranked: boolean;
  /**
   * Over all calls: one without an answer counts 0, as it has no worth; an answer that could not be scored is left out. `null`: nothing of
   * the run could be scored.
   */
  quality: QualityEstimate | null;
  /** Of the answers that could be scored alone. */
  quality_answered: QualityEstimate | null;
  /** Answers that could be scored. */
  n_scored: number;
  correct: number;
  by_category: Record<string, { n: number; quality: number }>;
  latency: Partial<Record<LatencyMetric, Quantiles>>;
  tokens: TokenTotals;
  cost: CostTotals;
  /** Samples per bin of `RunSummary.histogram`, e2e of answered samples. */
  e2e_bins: number[];
  /**
   * Answers per second in the steady window, from the first to the last start of a call; `null` when there were no more calls
   * than go at once.
   */
  req_s: number | null;
  /** Output tokens of those answers per second, over all calls at once; `null` when those of one are unknown. */
  tok_s: number | null;
  response_models: string[];
  /** The providers' marks of the systems that answered. */
  fingerprints: string[];
  /** While the run goes on: seconds to its last call at its own present pace, 0 when it makes no more; `null`: unknown, e.g. as it is down. */
  eta_s?: number | null;
}

/** Which targets no other beats on both axes at once. Point estimates; a target without a value on an axis is not on it. */
export interface Frontier {
  quality_cost: string[];
  quality_p95: string[];
}

/** Of a run that stopped early: its figures are of the samples that all its targets have. */
export interface SharedCut {
  /** So many of each target. */
  samples: number;
  /** Samples of all targets that stand for nothing here. */
  left_out: number;
  /** What they cost; `null`: unknown. */
  left_out_usd: number | null;
}

export interface RunSummary {
  /** Version of this shape. */
  schema: 'assay.run/1';
  run: Run;
  /** Settled samples, those that are left out among them. */
  done: number;
  /** Absent: nothing is left out. */
  shared?: SharedCut;
  targets: TargetSummary[];
  frontier: Frontier;
  /** Edges of the e2e bins in ms, one more than the bins; log-spaced, equal for all targets. */
  histogram: { edges_ms: number[] };
  /** Seconds until the slowest target that can still finish has; `null` when done or unknown. */
  eta_s: number | null;
  /** Where it was looked up: the judges that scored the run. */
  judges?: JudgeStanding[];
}
