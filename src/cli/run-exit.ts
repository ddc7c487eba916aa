import type { RunSummary, TargetSummary } from '../contract/analysis.ts';
import { answeredOutcomes, type Outcome } from '../contract/outcome.ts';
import type { ExitName } from './exit-codes.ts';

function gaveNothing(target: TargetSummary): boolean {
  const answered = Object.keys(target.outcomes).some((outcome) => answeredOutcomes.has(outcome as Outcome));
  return target.n > 0 && !answered;
}

/** How a run that came to its end is told to scripts. */
export function runExit(summary: RunSummary, wasInterrupted: boolean): ExitName {
  if (wasInterrupted) return 'interrupted';
  if (summary.run.status !== 'done') return 'partial';
  return summary.targets.some(gaveNothing) ? 'partial' : 'ok';
}
