/** Of the numbers from one place to another, NaN left out; `null`: there is none. */
export function meanKnown(values: ArrayLike<number>, from = 0, to = values.length): number | null {
  let [sum, n] = [0, 0];
  for (let i = from; i < to; i++) {
    if (Number.isNaN(values[i] as number)) continue;
    sum += values[i] as number;
    n++;
  }
  return n === 0 ? null : sum / n;
}
