/** Does a judge of pairs look at the order? Each pair was shown in both. */
import { mcnemar } from '../hypothesis/mcnemar.ts';
import { wilson } from '../intervals/wilson.ts';

/**
 * What was chosen in the two orders: the same answer, neither both times, the same place, or an answer in one order and neither in the
 * other. Only the first two do not depend on the order.
 */
export type SwapOutcome = 'same answer' | 'tie' | 'first' | 'second' | 'one tie';

export interface PositionBias {
  pairs: number;
  /** Share of pairs in which the order changed nothing. */
  consistent: number;
  low: number;
  high: number;
  /** Of the others, those that went to whatever stood first, and second. */
  first: number;
  second: number;
  /** Of the others, those that were a tie in one order alone. */
  one_tie: number;
  /** Chance of so uneven a split if the place did not matter (exact binomial). */
  p: number;
}

/** `null` without a pair. */
export function positionBias(outcomes: readonly SwapOutcome[]): PositionBias | null {
  const pairs = outcomes.length;
  if (pairs === 0) return null;
  const count = (outcome: SwapOutcome) => outcomes.filter((each) => each === outcome).length;
  const [first, second, one_tie] = [count('first'), count('second'), count('one tie')];
  const consistent = count('same answer') + count('tie');
  return {
    pairs,
    consistent: consistent / pairs,
    ...wilson(consistent, pairs),
    first,
    second,
    one_tie,
    p: mcnemar(first, second).exact,
  };
}
