/** Does a judge of pairs look at the order? Each pair was shown in both. */
import { mcnemar } from '../hypothesis/mcnemar.ts';
import { wilson } from '../wilson.ts';

/** What was chosen in the two orders: the same answer, the same place, or anything with a `neither` in it. */
export type SwapOutcome = 'same answer' | 'first' | 'second' | 'neither';

export interface PositionBias {
  pairs: number;
  /** Share of pairs in which the order changed nothing. */
  consistent: number;
  low: number;
  high: number;
  /** Of the others, those that went to whatever stood first, and second. */
  first: number;
  second: number;
  /** Chance of so uneven a split if the place did not matter (exact binomial). */
  p: number;
}

/** `null` without a pair. */
export function positionBias(outcomes: readonly SwapOutcome[]): PositionBias | null {
  const pairs = outcomes.length;
  if (pairs === 0) return null;
  const count = (outcome: SwapOutcome) => outcomes.filter((each) => each === outcome).length;
  const [first, second] = [count('first'), count('second')];
  const consistent = pairs - first - second;
  return {
    pairs,
    consistent: consistent / pairs,
    ...wilson(consistent, pairs),
    first,
    second,
    p: mcnemar(first, second).exact,
  };
}
