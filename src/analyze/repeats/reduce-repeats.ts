import { quantile } from '../figures/quantiles.ts';

/** Of values equally often the least, so that a tie never flatters. */
function mode(sorted: Float64Array): number {
  let [found, times] = [Number.NaN, 0];
  for (let from = 0; from < sorted.length;) {
    const value = sorted[from] as number;
    let to = from + 1;
    while (sorted[to] === value) to++;
    if (to - from > times) [found, times] = [value, to - from];
    from = to;
  }
  return found;
}

/** One value of a case out of those of its repeats, one at least, in ascending order. Mean and majority need no order. */
export const reduceBy = {
  median: (sorted: Float64Array): number => quantile(sorted, 0.5),
  mode,
  max: (sorted: Float64Array): number => sorted.at(-1) as number,
};
