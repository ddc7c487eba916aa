import type { RunPhase } from '../../contract/load.ts';
import type { ServiceLevels } from '../../contract/suite.ts';
import { failureReasons } from './failure-reasons.ts';
import { isAnswered, type LoadRow } from './load-row.ts';
import { slicesOf, type LoadSlice } from './load-slices.ts';

/** What one phase of a sweep adds to what is known of its rate. */
export interface PhaseEvidence {
  rate: number;
  offered: number;
  dropped: number;
  slices: LoadSlice[];
  reasons: Map<string, number>;
  /** Measured and answered. */
  answers: LoadRow[];
}

export function phaseEvidence(phase: RunPhase, rows: readonly LoadRow[], slo: ServiceLevels): PhaseEvidence {
  const measured = rows.filter((row) => !row.is_warmup);
  return {
    rate: phase.rate ?? 0,
    offered: measured.length,
    dropped: measured.filter(({ outcome }) => outcome === 'dropped').length,
    slices: slicesOf(phase, rows, slo),
    reasons: failureReasons(rows),
    answers: measured.filter(isAnswered),
  };
}

export const failuresIn = (evidence: readonly PhaseEvidence[]) =>
  evidence.flatMap(({ slices }) => slices.map(({ failed, sent }) => ({ count: failed, of: sent })));

export const missesIn = (evidence: readonly PhaseEvidence[]) =>
  evidence.flatMap(({ slices }) => slices.map(({ missed, answered }) => ({ count: missed, of: answered })));

export const responsesIn = (evidence: readonly PhaseEvidence[]): number[] =>
  evidence.flatMap(({ answers }) => answers.flatMap((row) => row.response_ms ?? [])).sort((a, b) => a - b);
