/** Which values of a column may be marked as its best: the same in the terminal and on the page. */
import type { RunSummary, TargetSummary } from '../../contract/analysis.ts';
import { isFew, isUneven } from '../../contract/may-be-best.ts';
import type { Metric } from './metric.ts';

/** Calls that were made for the run; what was given up or never sent is none. */
const askedOf = ({ n, outcomes }: TargetSummary) => n - (outcomes.cancelled ?? 0) - (outcomes.dropped ?? 0);

/** A run that stopped early and had not asked all targets as often: their figures are of other cases. */
export const isLopsided = ({ run, targets }: Pick<RunSummary, 'run' | 'targets'>): boolean =>
  isUneven(run, targets.map(askedOf));

/** There is somebody to be better than, on the same cases. */
export function isComparable(summary: Pick<RunSummary, 'run' | 'targets'>): boolean {
  return summary.targets.length > 1 && !isLopsided(summary);
}

/** The value is of less than half of the target's samples. */
export function isThin(metric: Metric, target: TargetSummary): boolean {
  const { n } = metric.read(target);
  return n !== null && isFew(n, target.n);
}

/**
 * Ids of the targets with the best value, ties included; those that fail too often to be ranked, or whose value rests on fewer than
 * half of their calls, are left out. Empty when the metric has no direction, fewer than two targets have a value that may be
 * quoted, or more than half are equally good: then there is nothing to mark.
 */
export function bestTargets(metric: Metric, targets: readonly TargetSummary[]): Set<string> {
  const values = targets.flatMap((target) => {
    const { value } = metric.read(target);
    return value === null || !target.ranked || isThin(metric, target)
      ? []
      : [{ id: target.target.id, value }];
  });
  if (metric.better === null || values.length < 2) return new Set();
  const numbers = values.map(({ value }) => value);
  const best = metric.better === 'lower' ? Math.min(...numbers) : Math.max(...numbers);
  // sums in another order differ in the last bits: that is a tie
  const winners = values.filter(({ value }) => Math.abs(value - best) <= Math.abs(best) * 1e-9);
  return new Set(winners.length > values.length / 2 ? [] : winners.map(({ id }) => id));
}
