import { normalCdf, normalQuantile } from '../normal-distribution.ts';
import { quantile } from '../quantiles.ts';
import type { Bounds } from '../intervals/bounds.ts';
import type { Bootstrap, WeightedStatistic } from './bootstrap.ts';

/** The middle of the resamples. */
export function percentileInterval({ replicates }: Bootstrap, level = 0.95): Bounds {
  const tail = (1 - level) / 2;
  return { low: quantile(replicates, tail), high: quantile(replicates, 1 - tail) };
}

/**
 * Bias-corrected and accelerated interval (Efron 1987): moves the percentiles for a bias of the median and for a spread that changes with
 * the value; for skewed figures such as ratios. The acceleration comes from leaving out one cluster at a time.
 */
export function bcaInterval(
  { value, replicates }: Bootstrap,
  clusters: number,
  statistic: WeightedStatistic,
  level = 0.95,
): Bounds {
  let below = 0;
  for (const replicate of replicates) below += replicate < value ? 1 : replicate === value ? 0.5 : 0;
  const share = below / replicates.length;
  // All resamples on one side: there is no shape to correct for.
  if (share <= 0 || share >= 1) return percentileInterval({ value, replicates }, level);
  const bias = normalQuantile(share);
  const acceleration = accelerationOf(clusters, statistic);
  const moved = (z: number) => normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)));
  const z = normalQuantile((1 + level) / 2);
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
