/** How two raters agree beyond chance. */
export interface Agreement {
  n: number;
  /** Share of items both gave the same label. */
  accuracy: number;
  /** (p_o − p_e) / (1 − p_e), after Cohen (1960); `null` when chance alone would agree on everything. */
  kappa: number | null;
}

const countOf = (labels: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
};

/** Labels of the same items in the same order. `null` without any. */
export function cohenKappa(first: readonly string[], second: readonly string[]): Agreement | null {
  const n = first.length;
  if (n === 0 || second.length !== n) return null;
  const accuracy = first.filter((label, i) => label === second[i]).length / n;
  const theirs = countOf(second);
  let chance = 0;
  for (const [label, count] of countOf(first)) chance += (count / n) * ((theirs.get(label) ?? 0) / n);
  return { n, accuracy, kappa: chance === 1 ? null : (accuracy - chance) / (1 - chance) };
}
