import { recordOf } from '../../base/typed-keys.ts';
import type { QuantileBounds, Quantiles } from '../../contract/analysis.ts';
import { boundedQuantiles, type BoundedQuantile } from '../../contract/bounded-quantile.ts';
import { quantileRanks } from '../intervals/order-statistics.ts';

/**
 * Least n for which a tail percentile is quoted: 99 % confidence by the binomial rule of MLPerf's endpoint
 * benchmarks, rounded as they publish it.
 */
export const sampleFloors = { p90: 64, p95: 130, p99: 662, p99_9: 6636 } as const;

/** Type 7 of Hyndman and Fan, the default of R and numpy: linear between order statistics. `sorted` ascending, not empty. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (position - below);
}

const shares: Record<BoundedQuantile, number> = {
  p50: 0.5,
  p75: 0.75,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  p99_9: 0.999,
};

/** Of fewer independent groups than values the ranks are those of the groups, stretched over the values. */
function boundsOf(sorted: Float64Array, share: number, groups: number): QuantileBounds {
  const n = sorted.length;
  const { low, high } = quantileRanks(groups, share);
  const at = (rank: number) => sorted[Math.min(n, Math.max(1, rank)) - 1] as number;
  return {
    low: low === null ? null : at(Math.floor((low * n) / groups)),
    high: high === null ? null : at(Math.ceil((high * n) / groups)),
  };
}

/**
 * `null` for no values. `sorted` ascending; `groups`: how many of them are independent of each other, `null` when that is not known. The standard deviation divides by n − 1 and is `null` for one value. */
export function quantilesOf(sorted: Float64Array, groups: number | null = null): Quantiles | null {
  const n = sorted.length;
  if (n === 0) return null;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sorted[i] as number;
  const min = sorted[0] as number;
  const max = sorted[n - 1] as number;
  // Rounding may put the mean of equal values beside them.
  const mean = Math.min(max, Math.max(min, sum / n));
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((sorted[i] as number) - mean) ** 2;
  const above = (floor: number, share: number) => (n < floor ? null : quantile(sorted, share));
  return {
    n,
    min,
    p50: quantile(sorted, 0.5),
    p75: quantile(sorted, 0.75),
    p90: above(sampleFloors.p90, 0.9),
    p95: above(sampleFloors.p95, 0.95),
    p99: above(sampleFloors.p99, 0.99),
    p99_9: above(sampleFloors.p99_9, 0.999),
    max,
    mean,
    sd: n < 2 ? null : Math.sqrt(squares / (n - 1)),
    p95_provisional: quantile(sorted, 0.95),
    intervals:
      groups === null
        ? null
        : recordOf(boundedQuantiles, (name) => boundsOf(sorted, shares[name], Math.min(n, groups))),
  };
}
