import type { Estimate, QualityEstimate } from '../../contract/analysis.ts';
import { clusteredMean, type ClusterSums } from '../intervals/clustered-mean.ts';
import { tFactor } from '../intervals/t-factor.ts';
import { wilson } from '../intervals/wilson.ts';

const level = 0.95;

/** A share of k in n independent yes-or-no observations; `null` for none. */
export function proportionEstimate(k: number, n: number): Estimate | null {
  if (n === 0) return null;
  return { value: k / n, ...wilson(k, n), level, method: 'wilson', n, clusters: n };
}

/**
 * The mean quality and its interval. Independent 0/1 scores: Wilson. Otherwise CR1 with Student's t on clusters − 1.
 * When every cluster has the same mean, CR1 knows no spread and would claim certainty: Wilson on the number of clusters stands in.
 * With fewer than two clusters nothing tells of a spread: the bounds are unknown, unless the scores are independent 0/1. `null` for none.
 */
export function qualityEstimate(clusters: ClusterSums, allBinary: boolean): QualityEstimate | null {
  const { mean, se, n, groups } = clusteredMean(clusters);
  if (n === 0) return null;
  if (allBinary && groups === n) return proportionEstimate(Math.round(mean * n), n);
  const value = Math.min(1, Math.max(0, mean));
  if (se === null) return { value, low: null, high: null, level, method: 'clustered-t', n, clusters: groups };
  // Sums of equal fractions differ in their last digits only.
  const spread = se >= 1e-12;
  const half = spread ? tFactor(groups - 1) * se : 0;
  const bounds = spread ? { low: value - half, high: value + half } : wilson(value * groups, groups);
  return {
    value,
    low: Math.min(value, Math.max(0, bounds.low)),
    high: Math.max(value, Math.min(1, bounds.high)),
    level,
    method: spread ? 'clustered-t' : 'wilson',
    n,
    clusters: groups,
  };
}
