import { tExpansion } from '../intervals/t-factor.ts';

/** `count` of `of` calls in one slice of time. */
export interface SliceCount {
  count: number;
  of: number;
}

export interface ProportionBounds {
  value: number;
  low: number;
  high: number;
  /** Calls. */
  of: number;
}

/**
 * How many times the variance of a share is that of independent calls: calls of the same moment fail together. From the
 * slices, by the ratio estimator; at least 1.
 */
function designEffect(slices: readonly SliceCount[], share: number, of: number): number {
  const independent = (share * (1 - share)) / of;
  if (slices.length < 2 || independent === 0) return 1;
  const squares = slices.reduce((sum, slice) => sum + (slice.count - share * slice.of) ** 2, 0);
  return Math.max(1, ((slices.length / (slices.length - 1)) * squares) / of ** 2 / independent);
}

/** Wilson's score interval for one-sided bounds of deviate z; `correct`: 1 with the correction for continuity, else 0. */
function wilsonBound(share: number, n: number, z: number, side: 1 | -1, correct: 0 | 1): number {
  const spread = z * z + correct * (side * 2 - 1 / n) + 4 * share * (n * (1 - share) - correct * side);
  const bound =
    (2 * n * share + z * z + side * (correct + z * Math.sqrt(Math.max(0, spread)))) / (2 * (n + z * z));
  return Math.min(1, Math.max(0, bound));
}

/**
 * A share with bounds that each err with the one-sided chance of the normal deviate `z`: Wilson's score interval of the
 * effective number of calls (Kish 1965), with Student's t where slices vary more than independent calls do. The lower bound,
 * which is too high for a few rare events, is corrected for continuity (Newcombe 1998). `null` of no calls.
 */
export function clusteredProportion(slices: readonly SliceCount[], z: number): ProportionBounds | null {
  const filled = slices.filter((slice) => slice.of > 0);
  const of = filled.reduce((sum, slice) => sum + slice.of, 0);
  if (of === 0) return null;
  const value = filled.reduce((sum, slice) => sum + slice.count, 0) / of;
  const effect = designEffect(filled, value, of);
  const n = of / effect;
  const c = effect > 1 ? tExpansion(z, Math.max(4, filled.length - 1)) : z;
  // rounding must not push a bound past the estimate
  const low = value === 0 ? 0 : Math.min(value, wilsonBound(value, n, c, -1, 1));
  const high = value === 1 ? 1 : Math.max(value, wilsonBound(value, n, c, 1, 0));
  return { value, low, high, of };
}

/** a − b of independent shares: Newcombe's hybrid score interval (1998, method 10). */
export function proportionDifference(a: ProportionBounds, b: ProportionBounds): Omit<ProportionBounds, 'of'> {
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  };
}
