import type { Reducer } from '../../contract/reducer.ts';
import { quantile } from '../figures/quantiles.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]) =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

/** Of values equally often the least, so that a tie never flatters. */
function mode(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] as number;
}

/** One value of a case out of those of its repeats, one at least. A majority is counted in right answers, not in values. */
export const reduceBy: Record<Exclude<Reducer, 'majority'>, (values: readonly number[]) => number> = {
  mean,
  median,
  mode,
  max: (values) => Math.max(...values),
};
