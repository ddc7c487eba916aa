/** What comparing targets two by two says: `compare --json`, the API and the page use these. */

/** What is compared. `error_rate`: share of calls without an answer. */
export const comparedMetrics = ['quality', 'error_rate', 'e2e_ms', 'ttft_ms', 'cost'] as const;
export type ComparedMetric = (typeof comparedMetrics)[number];

/**
 * Of the first target against the second. `within`: whatever the difference truly is, it is smaller than the margin. Nothing is ever
 * called equal: too few cases to tell is `undecided`.
 */
export type ComparisonVerdict = 'better' | 'within' | 'worse' | 'undecided';

export interface Interval {
  low: number;
  high: number;
}

/** Differences of shares and scores are first − second (0.02 is two points); times and costs are ratios first / second. */
export interface MetricComparison {
  metric: ComparedMetric;
  scale: 'difference' | 'ratio';
  /**
   * On the cases both have: mean quality, share of failed calls, geometric mean in ms, US dollars per 1,000 calls. `null` when no
   * case has a known value for both.
   */
  first: number | null;
  second: number | null;
  /**
   * For work like this: the cases stand for others of their kind. The interval holds together with all others of the comparison, with the
   * level; every verdict is read from it. `alone`: the same for this line by itself, when it is all that was asked; nothing
   * is claimed from it. `null` when it cannot be estimated.
   */
  effect:
    | (Interval & { value: number; level: number; method: 'tango' | 'clustered-t'; alone: Interval })
    | null;
  /**
   * For this suite's cases alone: what asking them again (and those not asked yet) could change. `null` unless cases were asked twice
   * or more, for then it is not known how much an answer varies.
   */
  this_suite: Interval | null;
  /** Two-sided; `null` like `effect`. */
  p: number | null;
  /** The same, adjusted by Holm over all pairs and metrics of the comparison. */
  p_holm: number | null;
  /**
   * What a claim goes by: the larger of `p_holm` and the chance that the largest of all differences of the comparison would be so large.
   * Below 1 − level just when the interval leaves no difference out.
   */
  p_adjusted: number | null;
  test: 'mcnemar-exact' | 'sign-flip' | null;
  /** Difference, or for a ratio the share, below which it does not matter. */
  margin: number;
  verdict: ComparisonVerdict;
  /** Cases with a known value for both. */
  n: number;
  /** Independent groups of them. */
  clusters: number;
  /** Cases both were asked, left out because a value is unknown. */
  n_unknown: number;
  /** Variance against that of independent cases; `null` when nothing varies. */
  design_effect: number | null;
  /** Further cases of this kind until the verdict would probably (80 %) be decided, if the estimate is right; `null` when decided or unknown. */
  more_cases: number | null;
}

/** Cases of a category or with a tag: in how many which target is ahead in quality. */
export interface CaseGroup {
  name: string;
  n: number;
  /** Mean difference in quality, first − second. */
  difference: number;
  first_ahead: number;
  second_ahead: number;
}

export interface CasesBehind {
  first_ahead: number;
  second_ahead: number;
  level: number;
  by_category: CaseGroup[];
  by_tag: CaseGroup[];
  /** Ids of cases in which that target is ahead, the furthest first, at most 20. */
  first_examples: string[];
  second_examples: string[];
}

export interface PairComparison {
  /** Places in `Comparison.targets`. */
  first: number;
  second: number;
  /** Cases both were asked. */
  shared_cases: number;
  metrics: MetricComparison[];
  cases: CasesBehind;
}

export interface ComparedTarget {
  id: string;
  /** Unique in the comparison: the label, with the run's when two have the same. */
  name: string;
  label: string;
  run_id: string;
  suite_hash: string;
  /** Cases it was asked. */
  cases: number;
  quality: number | null;
  error_rate: number | null;
  /** Geometric mean. */
  e2e_ms: number | null;
  cost_per_1k_usd: number | null;
  /** Paid for by the hour, so that no call has a cost of its own. */
  by_hour?: true;
}

export interface Comparison {
  schema: 'assay.compare/1';
  /** `false`: not all targets answered the same suite; compared on the cases they share. */
  same_suite: boolean;
  /** Confidence of all intervals together; a claim needs an adjusted p below 1 − level. */
  level: number;
  /** Intervals that hold together: so many, of one side (each bound by itself) or two. */
  family: { intervals: number; sides: 1 | 2 };
  targets: ComparedTarget[];
  pairs: PairComparison[];
  /** What to bear in mind, one sentence each. */
  notes: string[];
}
