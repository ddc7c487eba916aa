import { tQuantile } from '../intervals/t-distribution.ts';
import { normalCdf, normalQuantile } from '../intervals/normal-distribution.ts';
import { quantile } from '../figures/quantiles.ts';
import type { Bounds } from '../intervals/bounds.ts';
import type { Bootstrap, WeightedStatistic } from './bootstrap.ts';

/**
 * How far out to go, in standard deviations of the resamples: as far as Student's t on clusters − 1 and the missing n / (n − 1) of their
 * variance ask for (Hesterberg 2015, "expanded percentile"). Without, intervals from 30 clusters would hold but 93 %.
 */
function reach(clusters: number, level: number): number {
  if (clusters < 2) return Number.POSITIVE_INFINITY;
  return Math.sqrt(clusters / (clusters - 1)) * tQuantile((1 + level) / 2, clusters - 1);
}

/** The middle of the resamples, a little wider with few clusters. */
export function percentileInterval({ clusters, replicates }: Bootstrap, level = 0.95): Bounds {
  const tail = normalCdf(-reach(clusters, level));
  return { low: quantile(replicates, tail), high: quantile(replicates, 1 - tail) };
}

/**
 * Bias-corrected and accelerated interval (Efron 1987): moves the percentiles for a bias of the median and for a spread that changes with
 * the value; for skewed figures such as ratios. The acceleration comes from leaving out one cluster at a time.
 */
export function bcaInterval(made: Bootstrap, statistic: WeightedStatistic, level = 0.95): Bounds {
  const { clusters, value, replicates } = made;
  let below = 0;
  for (const replicate of replicates) below += replicate < value ? 1 : replicate === value ? 0.5 : 0;
  const share = below / replicates.length;
  // All resamples on one side: there is no shape to correct for.
  if (share <= 0 || share >= 1) return percentileInterval(made, level);
  const bias = normalQuantile(share);
  const acceleration = accelerationOf(clusters, statistic);
  const moved = (z: number) => normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)));
  const z = reach(clusters, level);
  return { low: quantile(replicates, moved(-z)), high: quantile(replicates, moved(z)) };
}

function accelerationOf(clusters: number, statistic: WeightedStatistic): number {
  const kept = new Uint16Array(clusters).fill(1);
  const without = Float64Array.from({ length: clusters }, (_, left) => {
    kept[left] = 0;
    const value = statistic(kept);
    kept[left] = 1;
    return value;
  });
  const mean = without.reduce((sum, value) => sum + value, 0) / clusters;
  let squares = 0;
  let cubes = 0;
  for (const value of without) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}
