/**
 * Room `plan`: takes a `Suite`, gives a `Plan`: every call in order, with what it will take. Pure: no clock, no I/O,
 * randomness only from the suite's seed.
 */
import { seededRandom, shuffled } from '../base/random.ts';
import type { PlannedCall } from '../contract/plan.ts';
import type { Suite } from '../contract/suite.ts';

export type OrderedCall = Omit<PlannedCall, 'targetIndex'>;

/**
 * Warm-up calls first, then one round over all cases per repeat, each round in a seeded order of its own. The order
 * depends on the seed and the number of cases alone, so that every target meets the same case at the same turn.
 * Warm-up calls take cases of the first round from its end: the cases measured first are then not the ones just asked.
 */
export function orderCalls(suite: Pick<Suite, 'cases' | 'repeats' | 'warmup' | 'seed'>): OrderedCall[] {
  const indices = suite.cases.map((_, index) => index);
  if (indices.length === 0) return [];
  const rounds = Array.from({ length: suite.repeats }, (_, repeat) =>
    shuffled(indices, seededRandom('order', suite.seed, repeat)),
  );
  const first = rounds[0] as number[];
  const warmup = Array.from({ length: suite.warmup }, (_, i) => ({
    caseIndex: first[first.length - 1 - (i % first.length)] as number,
    // Numbers after those of the measured rounds: a sample's id comes from target, case and repeat.
    repeat: suite.repeats + Math.floor(i / first.length),
    isWarmup: true,
  }));
  const measured = rounds.flatMap((round, repeat) =>
    round.map((caseIndex) => ({ caseIndex, repeat, isWarmup: false })),
  );
  return [...warmup, ...measured];
}
