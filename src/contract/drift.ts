import type { MetricComparison } from './comparison.ts';

/** Something that was not the same in both runs, and may be why results differ. */
export interface Change {
  what: string;
  before: string;
  after: string;
}

export interface TargetDrift {
  label: string;
  before_id: string;
  after_id: string;
  shared_cases: number;
  /** After against before: `worse` is a regression. */
  metrics: MetricComparison[];
  /** Cases in which quality fell and rose. */
  regressed: number;
  improved: number;
  regressed_examples: string[];
  /** How far the distributions of e2e are apart, 0 (alike) to 1; `null` without times. */
  e2e_energy: number | null;
  changes: Change[];
}

/** Two runs of what should be the same: `drift --json`. */
export interface DriftReport {
  schema: 'assay.drift/1';
  before: { run_id: string; suite_hash: string; started_at_ms: number };
  after: { run_id: string; suite_hash: string; started_at_ms: number };
  same_suite: boolean;
  targets: TargetDrift[];
  /** Of the runs as a whole: suite, version, machine, client. */
  changes: Change[];
  /** Labels of targets that only one run has. */
  only_before: string[];
  only_after: string[];
  notes: string[];
}
