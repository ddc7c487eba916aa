/** A line of blocks between the least and the greatest value; a gap is a space. */
const blocks = '▁▂▃▄▅▆▇█';

export interface SparkPoint {
  at: number;
  value: number | null;
}

/** Points at their places from `from` to `to`; where several share a column, their mean. A flat line stands in the middle. */
export function sparkline(
  points: readonly SparkPoint[],
  { from, to, width }: { from: number; to: number; width: number },
): string {
  const sums = Array.from({ length: width }, () => ({ sum: 0, n: 0 }));
  for (const { at, value } of points) {
    if (value === null || at < from || at >= to) continue;
    const place = sums[Math.floor(((at - from) / (to - from)) * width)];
    if (!place) continue;
    place.sum += value;
    place.n++;
  }
  const means = sums.map(({ sum, n }) => (n === 0 ? null : sum / n));
  const known = means.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return means
    .map((value) => {
      if (value === null) return ' ';
      const step =
        high > low ? ((value - low) / (high - low)) * (blocks.length - 1) : (blocks.length - 1) / 2;
      return blocks[Math.round(step)];
    })
    .join('');
}
