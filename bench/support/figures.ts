/** Type-7 quantile, rounded to a µs when it is in ms. NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return Math.round((low + (high - low) * (place % 1)) * 1000) / 1000;
}
