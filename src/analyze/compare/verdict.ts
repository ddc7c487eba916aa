import type { ComparisonVerdict, Interval } from '../../contract/comparison.ts';
import { normalQuantile } from '../intervals/normal-distribution.ts';

export interface Judged extends Interval {
  /** On a scale on which larger is better and 0 is no difference. */
  value: number;
  pAdjusted: number;
}

/**
 * Read from the interval that holds with all others of the comparison. `within` goes before the others: a difference smaller than what
 * matters is not worth a claim. Any other claim needs the p that is adjusted for all of them too.
 */
export function verdictOf(
  { low, high, pAdjusted }: Judged,
  margin: number,
  level: number,
): ComparisonVerdict {
  if (low > -margin && high < margin) return 'within';
  if (pAdjusted >= 1 - level) return 'undecided';
  if (low > 0) return 'better';
  return high < 0 ? 'worse' : 'undecided';
}

const power = 0.8;

/**
 * Further cases until either the difference can be claimed (the interval of the family leaves 0 out) or the interval lies within the margin,
 * whichever comes sooner, with a power of 80 % if the estimate is right. The interval shrinks with the root of the number of cases, whatever the
 * clustering. `critical`: standard errors the interval reaches. `null`: no number would do.
 */
export function moreCases(
  { value, low, high }: Omit<Judged, 'pAdjusted'>,
  { n, margin, critical }: { n: number; margin: number; critical: number },
): number | null {
  const se = (high - low) / 2 / critical;
  const reach = critical + normalQuantile(power);
  const room = margin - Math.abs(value);
  const needed = n * ((se * reach) / Math.max(Math.abs(value), room)) ** 2;
  return Number.isFinite(needed) ? Math.max(1, Math.ceil(needed) - n) : null;
}
