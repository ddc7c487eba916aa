import type { TargetSummary } from '../../../../src/contract/analysis.ts';

/** Ends of the common scale of the interval bars: the outermost ends of all intervals. */
export function qualityScale(targets: TargetSummary[]): { from: number; to: number } {
  const intervals = targets.flatMap(({ quality }) =>
    quality ? [{ low: quality.low ?? quality.value, high: quality.high ?? quality.value }] : [],
  );
  if (intervals.length === 0) return { from: 0, to: 1 };
  return {
    from: Math.min(...intervals.map(({ low }) => low)),
    to: Math.max(...intervals.map(({ high }) => high)),
  };
}
