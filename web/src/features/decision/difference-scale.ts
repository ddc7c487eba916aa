import type { Interval } from '../../../../src/contract/recommendation.ts';

/** One scale for all intervals, with zero in its middle. */
export function differenceScale(candidates: { difference: Interval | null }[]): { from: number; to: number } {
  const furthest = Math.max(
    0.01,
    ...candidates.flatMap(({ difference }) =>
      difference ? [Math.abs(difference.low), Math.abs(difference.high)] : [],
    ),
  );
  return { from: -furthest, to: furthest };
}
