/** Which values of a column may be marked as its best. */
import type { RunSummary, TargetSummary } from '../contract/analysis.ts';
import type { Metric } from './comparison-metrics.ts';

/** Calls that were made for the run; what was given up or never sent is none. */
const askedOf = ({ n, outcomes }: TargetSummary) => n - (outcomes.cancelled ?? 0) - (outcomes.dropped ?? 0);

/** A run that stopped early and had not asked all targets as often: their figures are of other cases. */
export function isLopsided({ run, targets }: RunSummary): boolean {
  return run.status !== 'done' && new Set(targets.map(askedOf)).size > 1;
}

/** There is somebody to be better than, on the same cases. */
export function isComparable(summary: RunSummary): boolean {
  return summary.targets.length > 1 && !isLopsided(summary);
}

/** The value is of less than half of the target's samples. */
export function isThin({ basis }: Metric, target: TargetSummary): boolean {
  return basis !== undefined && basis(target) < target.n / 2;
}

/** Indices of the best known values that rest on enough; none when fewer than two targets can be compared. */
export function bestMarks(metric: Metric, targets: TargetSummary[]): Set<number> {
  const { value, better } = metric;
  if (!value) return new Set();
  const known = targets.map((target) => (target.ranked && !isThin(metric, target) ? value(target) : null));
  const numbers = known.filter((entry) => entry !== null);
  if (numbers.length < 2) return new Set();
  const winner = better === 'lower' ? Math.min(...numbers) : Math.max(...numbers);
  // Sums in another order differ in the last bits: that is a tie.
  const ties = (entry: number) => Math.abs(entry - winner) <= Math.abs(winner) * 1e-9;
  return new Set(known.flatMap((entry, index) => (entry !== null && ties(entry) ? [index] : [])));
}
