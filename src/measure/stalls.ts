/** A gap counts as a stall when it is longer than both: half a second is seen by anyone, 5 × the median is unlike the rest. */
const minStallMs = 500;
const medianFactor = 5;

/** The longest gap between content frames and how many of the gaps are stalls; `null` when there is no gap to judge. */
export function stallsOf(arrivals: readonly number[]): { longestMs: number; count: number } | null {
  if (arrivals.length < 2) return null;
  const gaps = new Float64Array(arrivals.length - 1);
  for (let i = 0; i < gaps.length; i++) gaps[i] = (arrivals[i + 1] as number) - (arrivals[i] as number);
  gaps.sort();
  const longestMs = gaps.at(-1) as number;
  if (longestMs <= minStallMs) return { longestMs, count: 0 };
  const middle = (gaps.length - 1) / 2;
  const median = ((gaps[Math.floor(middle)] as number) + (gaps[Math.ceil(middle)] as number)) / 2;
  const limit = Math.max(minStallMs, medianFactor * median);
  return { longestMs, count: gaps.filter((gap) => gap > limit).length };
}
