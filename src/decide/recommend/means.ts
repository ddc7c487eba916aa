import type { TargetSums } from './block-sums.ts';

/** A target's figures over some blocks; NaN where nothing is known. */
export interface Means {
  quality: number;
  /** US dollars a call. */
  cost: number;
  errorRate: number;
  slowShare: number;
}

function total(sums: Float64Array): number {
  let sum = 0;
  for (const one of sums) sum += one;
  return sum;
}

/** `times`: how often each block counts; `null`: each once. All sums in one pass: they are what a resample takes its time for. */
export function meansOf(sums: TargetSums, times: Float64Array | null = null): Means {
  const { calls, failed, quality, judged, cost, priced, slow, timed } = sums;
  let [allCalls, allFailed, allQuality, allJudged] = [0, 0, 0, 0];
  let [allCost, allPriced, allSlow, allTimed] = [0, 0, 0, 0];
  for (let b = 0; b < calls.length; b++) {
    const n = times === null ? 1 : (times[b] as number);
    allCalls += (calls[b] as number) * n;
    allFailed += (failed[b] as number) * n;
    allQuality += (quality[b] as number) * n;
    allJudged += (judged[b] as number) * n;
    allCost += (cost[b] as number) * n;
    allPriced += (priced[b] as number) * n;
    allSlow += (slow[b] as number) * n;
    allTimed += (timed[b] as number) * n;
  }
  return {
    quality: allQuality / allJudged,
    cost: allCost / allPriced,
    errorRate: allFailed / allCalls,
    slowShare: allSlow / allTimed,
  };
}

/** What each block adds to a ratio of two sums, to first order: their spread is the ratio's. */
export function influence(tops: Float64Array, bottoms: Float64Array): Float64Array {
  const bottom = total(bottoms);
  const ratio = total(tops) / bottom;
  return tops.map((top, b) => (top - ratio * (bottoms[b] as number)) / bottom);
}

/** Cluster-robust standard error (CR1) of a sum of such parts; NaN below two blocks. */
export function standardError(parts: Float64Array): number {
  let squares = 0;
  for (const part of parts) squares += part * part;
  return parts.length < 2 ? Number.NaN : Math.sqrt((squares * parts.length) / (parts.length - 1));
}
