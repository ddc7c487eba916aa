/** What two values of one item are apart: names are the same or not, numbers lie some way from each other. */
const distances = {
  nominal: (a: number | string, b: number | string) => (a === b ? 0 : 1),
  interval: (a: number | string, b: number | string) => (Number(a) - Number(b)) ** 2,
};

export interface Alpha {
  /** Items that at least two raters gave a value. */
  items: number;
  /** Values on those items. */
  values: number;
  /** 1: always the same; 0: as by chance. `null` when every value is the same, which tells nothing. */
  alpha: number | null;
}

/**
 * Krippendorff's α (Krippendorff 2011, "Computing Krippendorff's alpha-reliability"): any number of raters, and values may be missing.
 * `items`: the values each item got, `null` where a rater gave none. `null` when no item has two.
 */
export function krippendorffAlpha(
  items: readonly (readonly (number | string | null)[])[],
  level: keyof typeof distances = 'nominal',
): Alpha | null {
  const distance = distances[level];
  const rated = items
    .map((values) => values.filter((value) => value !== null))
    .filter((values) => values.length > 1);
  const n = rated.reduce((sum, values) => sum + values.length, 0);
  if (n === 0) return null;
  let observed = 0;
  const counts = new Map<number | string, number>();
  for (const values of rated) {
    let apart = 0;
    for (const [i, a] of values.entries()) {
      counts.set(a, (counts.get(a) ?? 0) + 1);
      for (const b of values.slice(i + 1)) apart += 2 * distance(a, b);
    }
    observed += apart / (values.length - 1);
  }
  let expected = 0;
  for (const [a, countA] of counts)
    for (const [b, countB] of counts) expected += countA * countB * distance(a, b);
  const alpha = expected === 0 ? null : 1 - (observed * (n - 1)) / expected;
  return { items: rated.length, values: n, alpha };
}
