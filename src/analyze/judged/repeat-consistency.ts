/** How steady a judge is: what it said of an answer against what it says when asked again. */
import type { RepeatConsistency } from '../../contract/calibration.ts';
import { krippendorffAlpha } from '../agreement/krippendorff-alpha.ts';
import { wilson } from '../intervals/wilson.ts';

/** Values of a mean over votes differ by rounding. */
const nothing = 1e-9;

/** ½ is a side of its own. */
const sideOf = (value: number) => Math.sign(value - 0.5);

/** `second` `null`: it could not be read. `null` when no answer has two values. */
export function repeatConsistency(
  asked: readonly { first: number; second: number | null }[],
): RepeatConsistency | null {
  const both = asked.flatMap(({ first, second }) => (second === null ? [] : [{ first, second }]));
  const n = both.length;
  if (n === 0) return null;
  const changes = both.map(({ first, second }) => Math.abs(second - first));
  const same = changes.filter((change) => change < nothing).length;
  const { low, high } = wilson(same, n);
  return {
    n,
    unscorable: asked.length - n,
    same: same / n,
    low,
    high,
    same_side: both.filter(({ first, second }) => sideOf(first) === sideOf(second)).length / n,
    mean_change: changes.reduce((sum, change) => sum + change, 0) / n,
    alpha:
      krippendorffAlpha(
        both.map(({ first, second }) => [first, second]),
        'interval',
      )?.alpha ?? null,
  };
}
