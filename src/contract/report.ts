/** What a report holds: everything its forms are made of, and nothing that changes when it is made again. */
import type { Estimate, QualityEstimate, QuantileBounds, SharedCut } from './analysis.ts';
import type { JudgeStanding } from './calibration.ts';
import type { Comparison } from './comparison.ts';
import type { Recommendation } from './recommendation.ts';
import type { TargetRepeats } from './repeats.ts';
import type { Run } from './run.ts';

/** The middle and the tail; `p95` is `null` below its sample floor, `provisional` is it without regard to the floor. */
export interface Spread {
  n: number;
  p50: number;
  p95: number | null;
  provisional: number;
  /** 95 % each. */
  intervals: { p50: QuantileBounds; p95: QuantileBounds };
}

export interface TargetFigures {
  target_id: string;
  label: string;
  /** Calls made; given up or never sent ones are not among them. */
  asked: number;
  failed: number;
  error_rate: Estimate | null;
  /** Over all calls, one without an answer counting 0. */
  quality: QualityEstimate | null;
  /** Of the answers that could be scored alone. */
  quality_answered: QualityEstimate | null;
  /** Answers that were cut at their token limit, that a content filter stopped, and that could not be scored. */
  truncated: number;
  refused: number;
  unscored: number;
  e2e_ms: Spread | null;
  ttft_ms: Spread | null;
  cost_per_1k_usd: number | null;
  total_usd: number | null;
  /** Answers of unknown cost. */
  n_unpriced: number;
  output_tokens: number | null;
  by_category: Record<string, { n: number; quality: number }>;
}

export interface ReportRun {
  run: Run;
  figures: TargetFigures[];
  /** Of a run that stopped early; absent: nothing of it is left out. */
  shared?: SharedCut;
  /** How the repeats of cases agree; absent when none was asked twice. */
  repeats?: TargetRepeats[];
  /** Judges that scored the run; absent when none did. */
  judges?: JudgeStanding[];
  /** `null` when there is nothing to choose between. */
  recommendation: Recommendation | null;
}

export interface Report {
  schema: 'assay.report/1';
  kind: 'run' | 'comparison' | 'period';
  title: string;
  /** Oldest first. */
  runs: ReportRun[];
  comparison: Comparison | null;
  period: { since_ms: number; until_ms: number } | null;
}
