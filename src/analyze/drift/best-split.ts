export interface Split {
  /** First place after the change. */
  index: number;
  /** Energy distance of what lies before and what follows, weighted by their numbers. */
  q: number;
}

/**
 * The place that parts `series[start..end)` best: maximum over where it splits and where the second part ends (Matteson & James 2014,
 * Q̂). `null` below two values.
 */
export function bestSplit(series: ArrayLike<number>, start = 0, end = series.length): Split | null {
  const length = end - start;
  if (length < 2) return null;
  const width = length + 1;
  // within[i·width + j]: sum of |differences| over pairs in [i, j)
  const within = new Float64Array(width * width);
  for (let j = 1; j <= length; j++) {
    let reach = 0;
    for (let i = j - 1; i >= 0; i--) {
      reach += Math.abs((series[start + i] as number) - (series[start + j - 1] as number));
      within[i * width + j] = (within[i * width + j - 1] as number) + reach;
    }
  }
  let best: Split = { index: start + 1, q: Number.NEGATIVE_INFINITY };
  for (let split = 1; split < length; split++) {
    const left = within[split] as number;
    for (let to = split + 1; to <= length; to++) {
      const right = within[split * width + to] as number;
      const across = (within[to] as number) - left - right;
      const [n, m] = [split, to - split];
      const inLeft = n > 1 ? ((2 * m) / (n - 1)) * left : 0;
      const inRight = m > 1 ? ((2 * n) / (m - 1)) * right : 0;
      const q = (2 * across - inLeft - inRight) / (n + m);
      if (q > best.q) best = { index: start + split, q };
    }
  }
  return best;
}
