import type { CaseClusters } from './case-clusters.ts';
import type { CaseMeans } from './case-means.ts';

/** Differences of two targets on the cases for which both have a known value. */
export interface Paired {
  n: number;
  clusters: number;
  /** Per cluster with a pair: how many pairs it has, and what each side's values add up to in it. */
  counts: Float64Array;
  firstSums: Float64Array;
  secondSums: Float64Array;
  first: number;
  second: number;
  /** Squares of the differences around their mean, summed over pairs. */
  squares: number;
  /** Pairs in which the first (second) is larger. */
  firstLarger: number;
  secondLarger: number;
  /**
   * Variances of the two means from repeat to repeat, summed over pairs. A pair without two known repeats a side is taken for an average
   * one; `null` when more than half of them are such.
   */
  noise: { first: number; second: number } | null;
}

const noSums = new Float64Array(0);

/** Without a case that has a value on both sides. */
const noPairs: Paired = {
  n: 0,
  clusters: 0,
  counts: noSums,
  firstSums: noSums,
  secondSums: noSums,
  first: Number.NaN,
  second: Number.NaN,
  squares: 0,
  firstLarger: 0,
  secondLarger: 0,
  noise: null,
};

export function paired(a: CaseMeans, b: CaseMeans, { of, count }: CaseClusters): Paired {
  if (a.known === 0 || b.known === 0) return noPairs;
  const counts = new Float64Array(count);
  const firstSums = new Float64Array(count);
  const secondSums = new Float64Array(count);
  let [n, first, second, firstLarger, secondLarger] = [0, 0, 0, 0, 0];
  let [firstNoise, secondNoise, repeated] = [0, 0, 0];
  for (let place = 0; place < of.length; place++) {
    const x = a.mean[place] as number;
    const y = b.mean[place] as number;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const cluster = of[place] as number;
    n++;
    counts[cluster] = (counts[cluster] as number) + 1;
    firstSums[cluster] = (firstSums[cluster] as number) + x;
    secondSums[cluster] = (secondSums[cluster] as number) + y;
    first += x;
    second += y;
    if (x > y) firstLarger++;
    else if (y > x) secondLarger++;
    if (Number.isNaN((a.noise[place] as number) + (b.noise[place] as number))) continue;
    repeated++;
    firstNoise += a.noise[place] as number;
    secondNoise += b.noise[place] as number;
  }
  const mean = (first - second) / n;
  let squares = 0;
  for (let place = 0; place < of.length; place++) {
    const difference = (a.mean[place] as number) - (b.mean[place] as number);
    if (!Number.isNaN(difference)) squares += (difference - mean) ** 2;
  }
  const toAll = n / repeated;
  const clusters = compact(counts, firstSums, secondSums);
  return {
    n,
    clusters,
    counts: counts.subarray(0, clusters),
    firstSums: firstSums.subarray(0, clusters),
    secondSums: secondSums.subarray(0, clusters),
    first: first / n,
    second: second / n,
    squares,
    firstLarger,
    secondLarger,
    noise: repeated * 2 < n || n === 0 ? null : { first: firstNoise * toAll, second: secondNoise * toAll },
  };
}

/** Moves the clusters that have a pair to the front; how many there are. */
function compact(counts: Float64Array, firstSums: Float64Array, secondSums: Float64Array): number {
  let kept = 0;
  for (let cluster = 0; cluster < counts.length; cluster++) {
    if (counts[cluster] === 0) continue;
    counts[kept] = counts[cluster] as number;
    firstSums[kept] = firstSums[cluster] as number;
    secondSums[kept] = secondSums[cluster] as number;
    kept++;
  }
  return kept;
}
