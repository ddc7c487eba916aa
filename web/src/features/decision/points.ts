import type { Candidate } from '../../../../src/contract/recommendation.ts';

/** A difference of shares in points, with its sign: `+1.2`, `−0.4`, `0.0`. */
export function points(difference: number): string {
  const text = Math.abs(difference * 100).toFixed(1);
  if (text === '0.0') return text;
  return `${difference > 0 ? '+' : '−'}${text}`;
}

/** One scale for all intervals, with zero in its middle. */
export function differenceScale(candidates: Pick<Candidate, 'difference'>[]): { from: number; to: number } {
  const furthest = Math.max(
    0.01,
    ...candidates.flatMap(({ difference }) =>
      difference ? [Math.abs(difference.low), Math.abs(difference.high)] : [],
    ),
  );
  return { from: -furthest, to: furthest };
}
