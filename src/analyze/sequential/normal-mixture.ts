/**
 * Bounds of a sum that hold at every look at once, by mixing over normal alternatives (Robbins 1970; Howard et al. 2021,
 * `uniform_boundaries.h` of confseq). They ask only that the spread is bounded, and are wider than the others for it.
 */
import type { Bounds } from '../intervals/bounds.ts';

export interface MixtureOptions {
  /** Chance that the bound is ever crossed. */
  alpha: number;
  /** Where the bound is narrowest: observations for an interval, intrinsic time for `normalMixtureBound`. */
  narrowestAt: number;
}

/** Weight of the mixture that makes the bound least at the intrinsic time `v`. */
export function bestRho(v: number, alpha: number): number {
  const log = 2 * Math.log(1 / alpha);
  return v / (log + Math.log(1 + log));
}

/** How far a sum with intrinsic time `v` (the sum of its variance bounds) may stray from its mean, to either side. */
export function normalMixtureBound(v: number, { alpha, narrowestAt }: MixtureOptions): number {
  const rho = bestRho(narrowestAt, alpha);
  return Math.sqrt((v + rho) * (Math.log(1 + v / rho) + 2 * Math.log(1 / alpha)));
}

/** Interval of a mean of n ≥ 1 values in [0, 1], each of variance at most ¼. */
export function normalMixtureInterval(mean: number, n: number, options: MixtureOptions): Bounds {
  const bound = normalMixtureBound(n / 4, { ...options, narrowestAt: options.narrowestAt / 4 });
  return { low: Math.max(0, mean - bound / n), high: Math.min(1, mean + bound / n) };
}
