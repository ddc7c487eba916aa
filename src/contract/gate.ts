/** Whether a run may pass: what was required, and what was found. */
import type { TargetSummary } from './analysis.ts';

export type GateOperator = '<=' | '>=' | '<' | '>';

/** One requirement on one figure of every target, e.g. `e2e_ms.p95 <= 4000`. */
export interface GateRule {
  /** As the user wrote it. */
  text: string;
  figure: string;
  operator: GateOperator;
  limit: number;
}

/** `unknown` and `undecided` do not pass: what cannot be shown is not taken for granted. */
export type GateStatus = 'passed' | 'failed' | 'undecided' | 'unknown';

export interface GateCheck {
  target: TargetSummary['target']['label'];
  /** The requirement, as text. */
  requirement: string;
  status: GateStatus;
  value: number | null;
  /** One sentence. */
  message: string;
}

export interface GateReport {
  schema: 'assay.gate/1';
  run_id: string;
  suite_name: string;
  passed: boolean;
  checks: GateCheck[];
  /** What no requirement asked and a reader should know: answers that were cut, refused or not scored. */
  notes: string[];
}
