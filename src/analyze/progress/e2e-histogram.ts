/** Bins equal for every target and stable while a run fills: eight a decade, 10 µs to about 2.8 h. */
const binsPerDecade = 8;
const lowestExponent = -2;
const binCount = 9 * binsPerDecade;

const edges = Array.from({ length: binCount + 1 }, (_, k) => 10 ** (lowestExponent + k / binsPerDecade));

/** Counts per bin; what lies outside the range is counted in the outermost bin. */
export class E2eHistogram {
  readonly counts = new Uint32Array(binCount);

  add(ms: number): void {
    let bin = ms > 0 ? Math.floor((Math.log10(ms) - lowestExponent) * binsPerDecade) : 0;
    bin = Math.min(binCount - 1, Math.max(0, bin));
    // The logarithm may be off by its last digit at an edge.
    if (bin > 0 && ms < (edges[bin] as number)) bin--;
    else if (bin < binCount - 1 && ms >= (edges[bin + 1] as number)) bin++;
    this.counts[bin] = (this.counts[bin] as number) + 1;
  }
}

/** The part of the grid that any of them uses: edges, and each one's bins. Empty when nothing was counted. */
export function trimHistograms(histograms: readonly E2eHistogram[]): {
  edges_ms: number[];
  bins: number[][];
} {
  const used = (bin: number) => histograms.some((histogram) => histogram.counts[bin]);
  let first = 0;
  while (first < binCount && !used(first)) first++;
  if (first === binCount) return { edges_ms: [], bins: histograms.map(() => []) };
  let last = binCount - 1;
  while (!used(last)) last--;
  return {
    edges_ms: edges.slice(first, last + 2),
    bins: histograms.map((histogram) => [...histogram.counts.subarray(first, last + 1)]),
  };
}
