import { tCdf, tQuantile as quantile } from './distributions.ts';

/**
 * The t of Student's distribution below which a share p lies. `degreesOfFreedom` > 0. For the usual 95 % while a run goes on,
 * `tFactor` gives the same without loading this library.
 */
export function tQuantile(p: number, degreesOfFreedom: number): number {
  return quantile(p, degreesOfFreedom);
}

/** Chance of a value at least as far from 0 as t, on either side. */
export function twoSidedT(t: number, degreesOfFreedom: number): number {
  return 2 * tCdf(-Math.abs(t), degreesOfFreedom);
}
