import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';

/** Ranks (from 1) of the sorted observations between which a quantile lies; `null`: there are too few to bound it on that side. */
export interface QuantileRanks {
  low: number | null;
  high: number | null;
}

/** First k in [0, n] that fulfils a condition which, once fulfilled, stays so; n + 1 when none does. */
function firstWhere(n: number, holds: (k: number) => boolean): number {
  let [low, high] = [0, n + 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Distribution-free interval for the q-quantile of n independent observations: how many lie below it is binomial. Each side misses with
 * at most half of 1 − level. p95 has an upper bound from n = 72 on, p99 from n = 368 (at 95 %).
 */
export function quantileRanks(n: number, q: number, level = 0.95): QuantileRanks {
  const tail = (1 - level) / 2;
  // The quantile is below the l-th smallest when fewer than l observations are below the quantile.
  const low = firstWhere(n, (k) => binomialCdf(k, n, q) > tail);
  const high = firstWhere(n, (k) => 1 - binomialCdf(k, n, q) <= tail) + 1;
  return { low: low < 1 ? null : low, high: high > n ? null : high };
}

/** Least n with which a one-sided bound above the q-quantile exists: 59 for p95, 299 for p99 (at 95 %). */
export function leastForUpperBound(q: number, level = 0.95): number {
  return Math.ceil(Math.log(1 - level) / Math.log(q));
}
