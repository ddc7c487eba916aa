/**
 * Which of several candidates are shown to be good enough against one control, so that the chance that any which is not is among them is
 * at most `alpha`: those that are certainly too bad leave first (at a tenth of alpha), the rest is tested step by step against the
 * largest error of those that are still open (max-t, Romano & Wolf 2005).
 */
import { normalQuantile } from '../../analyze/intervals/normal-distribution.ts';
import {
  criticalValue,
  largestErrors,
  type Contrast,
  type JointErrors,
} from '../../analyze/simultaneous/joint-errors.ts';

export interface Tested {
  /** Place of the candidate. */
  index: number;
  /** Whether it is so many standard deviations above the limit, or below it. */
  isAbove(z: number): boolean;
  isBelow(z: number): boolean;
}

export interface StepDown {
  shown: Set<number>;
  /** Standard deviations that were asked of all at once; the bounds of all hold together with it. */
  all: number;
  /** And of those that were open at the end. */
  last: number;
}

const shareOfLeaving = 0.1;

export function stepDown(
  joint: JointErrors,
  tested: readonly Tested[],
  contrastOf: (index: number) => Contrast,
  alpha: number,
): StepDown {
  const leaving = alpha * shareOfLeaving;
  const level = 1 - alpha + leaving;
  const criticals = (of: readonly Tested[], levels: number[]) => {
    const largest = largestErrors(
      joint,
      of.map(({ index }) => contrastOf(index)),
      1,
    );
    return levels.map((each) => criticalValue(largest, { level: each, sides: 1, contrasts: of.length }));
  };
  const [all = Infinity, out = Infinity] = criticals(tested, [level, 1 - leaving]);
  let open = tested.filter(({ isBelow }) => !isBelow(out));
  const alone = normalQuantile(level);
  const shown = new Set<number>();
  let last = all;
  // none that would not pass by itself passes with others
  while (open.some(({ isAbove }) => isAbove(alone))) {
    if (open.length < tested.length && !open.some(({ isAbove }) => isAbove(last)))
      last = Math.min(last, criticals(open, [level])[0] as number);
    const passed = open.filter(({ isAbove }) => isAbove(last));
    if (passed.length === 0) break;
    for (const { index } of passed) shown.add(index);
    open = open.filter(({ index }) => !shown.has(index));
  }
  return { shown, all, last };
}
