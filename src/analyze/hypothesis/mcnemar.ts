import { binomialCdf } from '../intervals/distributions.ts';
import { twoSidedNormal } from './two-sided-normal.ts';

/**
 * Whether two answerers of the same independent questions differ, from the pairs in which only one was right (McNemar 1947).
 * `exact`: binomial, two-sided; 1 without such a pair. `midP` takes half of the observed outcome's chance.
 */
export function mcnemar(onlyFirst: number, onlySecond: number): { exact: number; midP: number } {
  const n = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  if (n === 0) return { exact: 1, midP: 1 };
  const upTo = binomialCdf(fewer, n, 0.5);
  const below = fewer === 0 ? 0 : binomialCdf(fewer - 1, n, 0.5);
  return { exact: Math.min(1, 2 * upTo), midP: Math.min(1, upTo + below) };
}

/** The same by χ² on one degree of freedom, for many pairs; `corrected` subtracts 1 for continuity (Edwards 1948). */
export function mcnemarChiSquare(
  onlyFirst: number,
  onlySecond: number,
  corrected = true,
): { statistic: number; p: number } {
  const n = onlyFirst + onlySecond;
  if (n === 0) return { statistic: 0, p: 1 };
  const statistic = (Math.abs(onlyFirst - onlySecond) - (corrected ? 1 : 0)) ** 2 / n;
  return { statistic, p: twoSidedNormal(Math.sqrt(statistic)) };
}
