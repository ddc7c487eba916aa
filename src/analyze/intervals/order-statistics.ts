/** Ranks (from 1) of the sorted observations between which a quantile lies; `null`: there are too few to bound it on that side. */
export interface QuantileRanks {
  low: number | null;
  high: number | null;
}

/** Further from the middle than so many standard deviations nothing is left of a binomial distribution in double precision. */
const reach = 40;

/** Chance of at most k, for each k from `from` on; below it is 0. Built up from the middle, so that nothing overflows whatever n is. */
function binomialTails(n: number, q: number): { from: number; upTo: Float64Array } {
  const middle = Math.min(n, Math.floor((n + 1) * q));
  const width = Math.ceil(reach * Math.sqrt(n * q * (1 - q))) + reach;
  const from = Math.max(0, middle - width);
  const chances = new Float64Array(Math.min(n, middle + width) - from + 1);
  chances[middle - from] = 1;
  const odds = q / (1 - q);
  for (let k = middle + 1 - from; k < chances.length; k++)
    chances[k] = ((chances[k - 1] as number) * odds * (n - (from + k) + 1)) / (from + k);
  for (let k = middle - 1 - from; k >= 0; k--)
    chances[k] = ((chances[k + 1] as number) * (from + k + 1)) / (odds * (n - from - k));
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  let sum = 0;
  return { from, upTo: chances.map((chance) => (sum += chance / total)) };
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
  const { from, upTo } = binomialTails(n, q);
  const cdf = (k: number) => (k < from ? 0 : (upTo[k - from] ?? 1));
  const low = firstWhere(n, (k) => cdf(k) > tail);
  const high = firstWhere(n, (k) => 1 - cdf(k) <= tail) + 1;
  return { low: low < 1 ? null : low, high: high > n ? null : high };
}

/** Least n with which a one-sided bound above the q-quantile exists: 59 for p95, 299 for p99 (at 95 %). */
export function minSamplesForUpperBound(q: number, level = 0.95): number {
  return Math.ceil(Math.log(1 - level) / Math.log(q));
}
