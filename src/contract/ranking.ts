/** What ranking the targets of a run says: `rank --json`. */
export interface RankedTarget {
  target_id: string;
  label: string;
  /** Cases in which it could be scored. */
  n: number;
  /** Cases in which it was asked. */
  asked: number;
  /** Mean quality over cases; a call without an answer counts 0. */
  quality: number;
  /** From 1, by mean quality; ties share the better rank. */
  rank: number;
  /** Ranks it may truly have; for all targets at once with the level. */
  best_rank: number;
  worst_rank: number;
  /** Bradley-Terry from who did better in each case, 1000 on average, 400 points are odds of ten to one. `null` when not determined. */
  rating: { value: number; low: number; high: number } | null;
  /** Share of its meetings (a case with another target) it won, level ones as half. */
  win_rate: number | null;
}

export interface Ranking {
  schema: 'assay.rank/1';
  run_id: string;
  level: number;
  /** Independent groups of cases. */
  clusters: number;
  /** Standard errors that a difference must exceed to be sure among all. */
  factor: number;
  /** Best first. */
  targets: RankedTarget[];
  /** Order by weights, when some were given. */
  weighted: {
    /** Best first; targets that lack a criterion are not in it. */
    order: { target_id: string; label: string; score: number }[];
    /** Share of each criterion, and shares between which the whole order (the first place) stays. */
    ranges: {
      criterion: string;
      share: number;
      order: { low: number; high: number };
      first: { low: number; high: number };
    }[];
  } | null;
}
