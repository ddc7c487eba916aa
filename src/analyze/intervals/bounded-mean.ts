/**
 * Tests and bounds of a mean of values that lie between known ends, measured in clusters: a score test, as Wilson's for one share and
 * Tango's for the difference of two, for values of any kind. The variance is the one the data would have if the claim that is tested were
 * true (their empirical likelihood under it, with the worst value as a further possibility; Owen 1988), since rare losses that have
 * not been seen yet are missing from the observed variance too. Never below the observed one (CR1).
 */
import { normalCdf } from './normal-distribution.ts';
import { tQuantile } from './t-distribution.ts';
import type { Bounds } from './bounds.ts';
import { pairedScore, tango, type Discordant } from './paired-share.ts';

export interface BoundedSums {
  /** Per cluster. */
  sums: Float64Array;
  counts: Float64Array;
  /** Ends of a single value: 0 and 1 of a share, −1 and 1 of a difference of two. */
  least: number;
  most: number;
  mean: number;
  /** Clusters; below two nothing can be said. */
  clusters: number;
  /** Standard error, clusters taken into account (CR1). */
  se: number;
  /** Independent pairs of single right-or-wrong answers, for Tango's test. */
  discordant: Discordant | null;
}

export function boundedSums(
  { sums, counts }: Pick<BoundedSums, 'sums' | 'counts'>,
  [least, most]: [number, number],
  discordant: Discordant | null = null,
): BoundedSums {
  let [total, n] = [0, 0];
  for (let g = 0; g < sums.length; g++) {
    total += sums[g] as number;
    n += counts[g] as number;
  }
  const mean = total / n;
  let squares = 0;
  for (let g = 0; g < sums.length; g++) squares += ((sums[g] as number) - mean * (counts[g] as number)) ** 2;
  const clusters = sums.length;
  const se = clusters < 2 ? Number.NaN : Math.sqrt((squares * clusters) / (clusters - 1)) / n;
  return { sums, counts, least, most, mean, clusters, se, discordant };
}

const known = new WeakMap<BoundedSums, BoundedSums>();

/** The same values with the other sign: of a difference, that of the second to the first. Made once. */
export function turned(of: BoundedSums): BoundedSums {
  const other = known.get(of) ?? makeTurned(of);
  known.set(of, other);
  known.set(other, of);
  return other;
}

function makeTurned({ sums, counts, least, most, mean, clusters, se, discordant }: BoundedSums): BoundedSums {
  const other = new Float64Array(sums.length);
  for (let g = 0; g < sums.length; g++) other[g] = -(sums[g] as number);
  return {
    sums: other,
    counts,
    least: -most,
    most: -least,
    mean: -mean,
    clusters,
    se,
    discordant: discordant && {
      n: discordant.n,
      onlyFirst: discordant.onlySecond,
      onlySecond: discordant.onlyFirst,
    },
  };
}

/**
 * Variance of the mean if its truth were `limit` < mean: the weights of the clusters that make it so are 1 / (1 + λz) of their share, z being
 * their distance from it; what that leaves over lies at the worst value. Then Σ w z² = z̄ / λ, whichever of the two it is.
 */
function varianceUnder({ sums, counts, least, mean, clusters }: BoundedSums, limit: number): number {
  let [n, lowest, squares] = [0, 0, 0];
  for (let g = 0; g < clusters; g++) {
    const z = (sums[g] as number) - limit * (counts[g] as number);
    n += counts[g] as number;
    squares += z * z;
    if (z < lowest) lowest = z;
  }
  const average = ((mean - limit) * n) / clusters;
  const worst = Math.min(lowest, ((least - limit) * n) / clusters);
  if (worst >= 0) return 0;
  let [low, high] = [0, -1 / worst];
  let lambda = Math.min(high, (average * clusters) / squares);
  for (let step = 0; step < 40; step++) {
    let [slope, bend] = [0, 0];
    for (let g = 0; g < clusters; g++) {
      const z = (sums[g] as number) - limit * (counts[g] as number);
      const part = z / (1 + lambda * z);
      slope += part;
      bend += part * part;
    }
    // at the end of its range the slope may still be upwards: the rest lies at the worst value
    if (slope >= 0 && lambda >= high) break;
    if (slope > 0) low = lambda;
    else high = lambda;
    const newton = lambda + slope / bend;
    const next =
      newton > low && newton < high ? newton : slope > 0 && newton >= high ? high : (low + high) / 2;
    if (Math.abs(next - lambda) <= 1e-7 * lambda) break;
    lambda = next;
  }
  return (average / lambda) * (clusters / (clusters - 1)) * (clusters / (n * n));
}

/** From so many clusters on that differ from the rest the two variances are alike. */
const seldom = 1000;

function differing({ sums, counts }: BoundedSums): number {
  const first = (sums[0] as number) / (counts[0] as number);
  let [same, zero] = [0, 0];
  for (let g = 0; g < sums.length; g++) {
    if (Math.abs((sums[g] as number) - first * (counts[g] as number)) < 1e-12) same++;
    if (sums[g] === 0) zero++;
  }
  return sums.length - Math.max(same, zero);
}

/** How far the mean is above `limit`, in standard errors (below: negative). NaN below two clusters. */
export function distanceAbove(of: BoundedSums, limit: number): number {
  if (of.clusters < 2) return Number.NaN;
  if (of.discordant) return pairedScore(of.discordant, limit);
  if (of.mean < limit) return -distanceAbove(turned(of), -limit);
  const miss = of.mean - limit;
  if (miss === 0) return 0;
  const error = Math.max(of.se, Math.sqrt(varianceUnder(of, limit)));
  return error > 0 ? miss / error : Number.POSITIVE_INFINITY;
}

/** How far is far enough for a test that asks `z` standard deviations of a normal distribution. */
export function enough(
  { discordant, clusters }: Pick<BoundedSums, 'discordant' | 'clusters'>,
  z: number,
): number {
  if (discordant) return z;
  if (asked.z !== z || asked.clusters !== clusters)
    asked = { z, clusters, far: tQuantile(normalCdf(z), Math.max(1, clusters - 1)) };
  return asked.far;
}

/** Many are asked for the same in a row. */
let asked = { z: Number.NaN, clusters: 0, far: Number.NaN };

function lowerBound(of: BoundedSums, far: number): number {
  const { mean, se, least } = of;
  let bound = Math.max(least, mean - far * se);
  if (se > 0 && differing(of) > seldom) return bound;
  for (let step = 0; step < 30 && bound > least; step++) {
    // nothing varies: some way down, where there is a variance
    const from = bound < mean ? bound : mean - (mean - least) / (of.clusters + 1);
    const error = Math.max(se, Math.sqrt(varianceUnder(of, from)));
    const next = Math.max(least, mean - far * error);
    if (Math.abs(next - bound) < 1e-9) break;
    bound = next;
  }
  return bound;
}

/** What the mean may be: all that is less than `z` away. `null` below two clusters. */
export function boundsAt(of: BoundedSums, z: number): Bounds | null {
  if (of.clusters < 2) return null;
  if (of.discordant) return tango(of.discordant, 2 * normalCdf(z) - 1);
  const far = enough(of, z);
  return { low: lowerBound(of, far), high: -lowerBound(turned(of), far) };
}
