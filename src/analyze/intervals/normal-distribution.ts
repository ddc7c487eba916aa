import { normalCdf as cdf, normalQuantile as quantile } from './distributions.ts';

/** Φ(x). */
export function normalCdf(x: number): number {
  return cdf(x, 0, 1);
}

/** Φ⁻¹(p), 0 < p < 1. */
export function normalQuantile(p: number): number {
  return quantile(p, 0, 1);
}
