import { normalCdf } from '../intervals/normal-distribution.ts';

/** Chance of a standard normal at least as far from 0 as z. */
export function twoSidedNormal(z: number): number {
  return 2 * normalCdf(-Math.abs(z));
}
