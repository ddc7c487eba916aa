import { normalQuantile } from './normal-distribution.ts';
import type { Bounds } from './bounds.ts';

/** Interval of a share of k in n after z²/2 further successes and failures (Agresti & Coull 1998), cut at 0 and 1. n > 0. */
export function agrestiCoull(k: number, n: number, level = 0.95): Bounds {
  const z = normalQuantile((1 + level) / 2);
  const size = n + z * z;
  const centre = (k + (z * z) / 2) / size;
  const half = z * Math.sqrt((centre * (1 - centre)) / size);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
