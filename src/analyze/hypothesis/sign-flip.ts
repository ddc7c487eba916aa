import { twoSidedNormal } from './two-sided-normal.ts';

export interface SignFlip {
  /** Two-sided. */
  p: number;
  /** `exact`: every choice of signs is counted; `grid`: on differences rounded to 1/8192 of their sum; `normal`: the limit. */
  method: 'exact' | 'grid' | 'normal';
}

/** Differences of scores are fractions with such denominators; on a common one, all choices are counted by their sums. */
const denominators = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 60, 100];
const sameFraction = 1e-9;
/** Additions a count may take: a few ms. */
const maxWork = 4_000_000;
/** With so many differences of like size the sum of random signs is normal: its kurtosis is 3 − 2 / this, so the p errs upwards. */
const normalFrom = 100;
const gridCells = 8192;
/** Up to so many the choices are walked one by one, whatever the differences are. */
const walkUpTo = 20;
/** Sums that differ by rounding alone are equal. */
const slack = 1e-9;

/**
 * Whether paired differences centre on 0: were they symmetric around it, either sign of each would have been as likely, and p is the share of
 * all 2^m choices of signs whose sum is as far from 0. `sums`: what the differences of each cluster add up to; whole clusters change sign
 * together, since their pairs are not independent. The distribution is computed, not drawn: the same p for the same differences, in any order.
 */
export function signFlip(sums: ArrayLike<number>): SignFlip {
  const moving = Float64Array.from(sums).filter((sum) => sum !== 0);
  if (moving.length === 0) return { p: 1, method: 'exact' };
  const total = Math.abs(moving.reduce((sum, value) => sum + value, 0));
  const reach = moving.reduce((sum, value) => sum + Math.abs(value), 0);
  const whole = asWhole(moving, maxWork / moving.length / reach);
  if (whole) return { p: shareAsFar(whole), method: 'exact' };
  if (moving.length <= walkUpTo) return { p: walk(moving, total - slack * reach), method: 'exact' };
  let squares = 0;
  let fourths = 0;
  for (const value of moving) {
    squares += value ** 2;
    fourths += value ** 4;
  }
  if (squares * squares >= normalFrom * fourths)
    return { p: twoSidedNormal(total / Math.sqrt(squares)), method: 'normal' };
  const rounded = Int32Array.from(moving, (value) => Math.round((value / reach) * gridCells));
  return { p: shareAsFar(rounded), method: 'grid' };
}

const reachOf = (whole: Int32Array) => whole.reduce((sum, value) => sum + Math.abs(value), 0);

/** The differences as whole multiples of their largest common unit among the usual fractions; `null` when none up to `finest` fits. */
function asWhole(moving: Float64Array, finest: number): Int32Array | null {
  const unit = denominators.find(
    (denominator) =>
      denominator <= finest &&
      moving.every((value) => Math.abs(value * denominator - Math.round(value * denominator)) < sameFraction),
  );
  return unit === undefined ? null : Int32Array.from(moving, (value) => Math.round(value * unit));
}

/**
 * Share of choices of signs whose sum is at least as far from 0 as the given one. A choice is the set of those that are positive: how often
 * sets have each sum is built up one difference at a time.
 */
function shareAsFar(whole: Int32Array): number {
  const reach = reachOf(whole);
  const total = Math.abs(whole.reduce((sum, value) => sum + value, 0));
  const shares = new Float64Array(reach + 1);
  shares[0] = 1;
  let filled = 0;
  for (const value of whole) {
    const size = Math.abs(value);
    filled += size;
    for (let sum = filled; sum >= size; sum--)
      shares[sum] = ((shares[sum] as number) + (shares[sum - size] as number)) / 2;
    for (let sum = Math.min(size, filled + 1) - 1; sum >= 0; sum--) shares[sum] = (shares[sum] as number) / 2;
  }
  if (total === 0) return 1;
  // The sum of signed values is 2 × that of the positive ones − reach; by symmetry both tails are alike.
  let tail = 0;
  for (let sum = Math.ceil((reach + total) / 2); sum <= reach; sum++) tail += shares[sum] as number;
  return Math.min(1, 2 * tail);
}

/** Walks all choices in Gray code, so that each step turns one sign; the first sign stays, by symmetry. */
function walk(moving: Float64Array, least: number): number {
  const choices = 2 ** (moving.length - 1);
  const signs = new Int8Array(moving.length).fill(1);
  let sum = moving.reduce((total, value) => total + value, 0);
  let hits = 0;
  for (let step = 1; ; step++) {
    if (Math.abs(sum) >= least) hits++;
    if (step === choices) return hits / choices;
    const turned = 31 - Math.clz32(step & -step);
    const sign = signs[turned] as number;
    sum -= 2 * sign * (moving[turned] as number);
    signs[turned] = -sign;
  }
}
