import type { TargetSums } from './block-sums.ts';

/** A target's figures over some blocks; NaN where nothing is known. */
export interface Means {
  quality: number;
  /** US dollars a call. */
  cost: number;
  errorRate: number;
  slowShare: number;
}

const total = (sums: Float64Array, times: Uint16Array | null) => {
  let sum = 0;
  for (let b = 0; b < sums.length; b++) sum += (sums[b] as number) * (times ? (times[b] as number) : 1);
  return sum;
};

/** `times`: how often each block counts; `null`: each once. */
export function meansOf(sums: TargetSums, times: Uint16Array | null = null): Means {
  return {
    quality: total(sums.quality, times) / total(sums.judged, times),
    cost: total(sums.cost, times) / total(sums.priced, times),
    errorRate: total(sums.failed, times) / total(sums.calls, times),
    slowShare: total(sums.slow, times) / total(sums.timed, times),
  };
}

/** What each block adds to a ratio of two sums, to first order: their spread is the ratio's. */
export function influence(tops: Float64Array, bottoms: Float64Array): Float64Array {
  const bottom = total(bottoms, null);
  const ratio = total(tops, null) / bottom;
  return tops.map((top, b) => (top - ratio * (bottoms[b] as number)) / bottom);
}

/** Cluster-robust standard error (CR1) of a sum of such parts; NaN below two blocks. */
export function standardError(parts: Float64Array): number {
  let squares = 0;
  for (const part of parts) squares += part * part;
  return parts.length < 2 ? Number.NaN : Math.sqrt((squares * parts.length) / (parts.length - 1));
}
