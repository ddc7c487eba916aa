import type { ComparisonVerdict, Interval } from '../../contract/comparison.ts';
import { normalQuantile } from '../normal-distribution.ts';

export interface Judged extends Interval {
  /** On a scale on which larger is better and 0 is no difference. */
  value: number;
  pHolm: number;
}

/**
 * `within` goes before the others: a difference smaller than what matters is not worth a claim. A claim needs both the interval and the
 * p that is adjusted for all pairs.
 */
export function verdictOf({ low, high, pHolm }: Judged, margin: number, level: number): ComparisonVerdict {
  if (low > -margin && high < margin) return 'within';
  if (pHolm >= 1 - level) return 'undecided';
  if (low > 0) return 'better';
  return high < 0 ? 'worse' : 'undecided';
}

const power = 0.8;

/**
 * Further cases until either the difference can be claimed (against 0, adjusted for `tests` tests made at once) or the interval lies within
 * the margin, whichever comes sooner, with a power of 80 % if the estimate is right. The interval shrinks with the root of the number of
 * cases, whatever the clustering. `null`: no number would do.
 */
export function moreCases(
  { value, low, high }: Omit<Judged, 'pHolm'>,
  { n, margin, level, tests }: { n: number; margin: number; level: number; tests: number },
): number | null {
  const z = normalQuantile((1 + level) / 2);
  const se = (high - low) / 2 / z;
  const forSign = (normalQuantile(1 - (1 - level) / 2 / tests) + normalQuantile(power)) / Math.abs(value);
  const room = margin - Math.abs(value);
  const forMargin = room > 0 ? (z + normalQuantile(power)) / room : Number.POSITIVE_INFINITY;
  const needed = n * (se * Math.min(forSign, forMargin)) ** 2;
  return Number.isFinite(needed) ? Math.max(1, Math.ceil(needed) - n) : null;
}
