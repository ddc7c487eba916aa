import { clusteredMean, type ClusterSums } from './clustered-mean.ts';
import { tQuantile } from './t-distribution.ts';
import type { Bounds } from './bounds.ts';

export interface ClusteredInterval extends Bounds {
  mean: number;
  se: number;
  n: number;
  groups: number;
}

/**
 * Mean over all observations with CR1 standard error and Student's t on groups − 1. `null` below two groups: how much groups
 * differ is then unknown.
 */
export function clusteredT(clusters: ClusterSums, level = 0.95): ClusteredInterval | null {
  const { mean, se, n, groups } = clusteredMean(clusters);
  if (se === null) return null;
  const half = tQuantile((1 + level) / 2, groups - 1) * se;
  return { mean, se, n, groups, low: mean - half, high: mean + half };
}

/** How many times the variance is what it would be if all observations were independent; 1 when nothing varies. */
export function designEffect(values: ArrayLike<number>, clusters: ClusterSums): number | null {
  const { se, n, mean } = clusteredMean(clusters);
  if (se === null) return null;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - mean) ** 2;
  return squares === 0 ? 1 : (se * se) / (squares / (n * (n - 1)));
}
