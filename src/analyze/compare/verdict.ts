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
 * Further cases until either the interval leaves 0 out or it lies within the margin, whichever comes sooner, with a power of 80 % if the
 * estimate is right. The interval shrinks with the root of the number of cases, whatever the clustering. `null`: no number would do.
 */
export function moreCases(
  { value, low, high }: Omit<Judged, 'pHolm'>,
  { n, margin, level }: { n: number; margin: number; level: number },
): number | null {
  const z = normalQuantile((1 + level) / 2);
  const se = (high - low) / 2 / z;
  const distance = Math.max(Math.abs(value), margin - Math.abs(value));
  const needed = n * ((se * (z + normalQuantile(power))) / distance) ** 2;
  return Number.isFinite(needed) ? Math.max(1, Math.ceil(needed) - n) : null;
}
