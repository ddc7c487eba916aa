/** What is said about cases that were asked several times. */
import type { Run, RunTarget } from './run.ts';

export const reducers = ['mean', 'median', 'mode', 'max', 'majority'] as const;
export type Reducer = (typeof reducers)[number];

/** Over the cases with k scored repeats or more. */
export interface PassRate {
  k: number;
  cases: number;
  /** Chance that at least one of k answers is right. */
  pass_at_k: number;
  /** Chance that all of k answers are right. */
  pass_hat_k: number;
}

export interface FlakyCase {
  case_id: string;
  n: number;
  correct: number;
  /** Standard deviation of quality between its repeats (ddof 1). */
  spread: number;
}

export interface TargetRepeats {
  target: RunTarget;
  /** Cases with one scored answer or more. */
  cases: number;
  /** Most scored answers of one case. */
  most_repeats: number;
  /** Quality of each case over its repeats, then the mean over cases; `majority`: share of cases that are right more often than not. */
  reduced: Record<Reducer, number | null>;
  pass: PassRate[];
  /** Mean over cases of the standard deviation of quality between repeats (ddof 1); `null` without a case of two scored repeats. */
  spread: number | null;
  /** Share of cases with two scored repeats or more that are right sometimes; `null` without such a case. */
  flaky_share: number | null;
  /** The least certain first. */
  flaky: FlakyCase[];
}

export interface RepeatReport {
  /** Version of this shape. */
  schema: 'assay.repeats/1';
  run: Run;
  targets: TargetRepeats[];
}
