/**
 * Quantiles under watch: an interval, and a test of two samples, that hold at every look at once (Howard & Ramdas 2022,
 * `quantile_confidence_bound` and `QuantileABTest` of confseq). That a value is below the q-quantile is a coin of chance q.
 */
import { proportionEvidence } from './beta-binomial.ts';
import type { MixtureOptions } from './normal-mixture.ts';

/** Smallest whole number in [from, to] at which `isTrue`, which stays true from there on; `to` when it never is before. */
function firstTrue(from: number, to: number, isTrue: (k: number) => boolean): number {
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isTrue(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/**
 * Ranks, from 1, of the order statistics of n values between which the q-quantile lies; `null`: nothing bounds it on that side yet.
 * 0 < q < 1.
 */
export function anytimeQuantileRanks(
  n: number,
  q: number,
  { alpha, narrowestAt }: MixtureOptions,
): { low: number | null; high: number | null } {
  const isOut = (below: number) => proportionEvidence(below, n, q, narrowestAt) > Math.log(1 / alpha);
  const middle = Math.floor(n * q);
  const fewest = firstTrue(0, middle, (below) => !isOut(below));
  const most = firstTrue(middle, n + 1, (below) => below > n || (below > middle && isOut(below))) - 1;
  return { low: fewest === 0 ? null : fewest, high: most >= n ? null : most + 1 };
}

/** How many of `sorted` are below `x`; with `orEqual`, at most. */
const countBelow = (sorted: Float64Array, x: number, orEqual: boolean) =>
  firstTrue(0, sorted.length, (i) => (orEqual ? (sorted[i] as number) > x : (sorted[i] as number) >= x));

/** The number below at which the evidence against q is least. It is convex in it. */
function minEvidentCount(n: number, q: number, narrowestAt: number): number {
  let [low, high] = [0, n];
  for (let step = 0; step < 80; step++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (proportionEvidence(a, n, q, narrowestAt) < proportionEvidence(b, n, q, narrowestAt)) high = b;
    else low = a;
  }
  return (low + high) / 2;
}

/**
 * p value, valid whenever one looks, of "both come from distributions with the same q-quantile": the evidence against the value for
 * which both together have least. At least one value each; 0 < q < 1.
 */
export function quantilesDifferP(
  first: Float64Array,
  second: Float64Array,
  q: number,
  narrowestAt: number,
): number {
  const arms = [first, second].map((values) => ({
    sorted: Float64Array.from(values).sort(),
    least: minEvidentCount(values.length, q, narrowestAt),
  }));
  let evidence = Number.POSITIVE_INFINITY;
  for (const x of new Set(arms.flatMap(({ sorted }) => [...sorted]))) {
    let sum = 0;
    for (const { sorted, least } of arms) {
      const count = Math.min(Math.max(least, countBelow(sorted, x, false)), countBelow(sorted, x, true));
      sum += proportionEvidence(count, sorted.length, q, narrowestAt);
    }
    evidence = Math.min(evidence, sum);
  }
  return Math.min(1, Math.exp(-evidence));
}
