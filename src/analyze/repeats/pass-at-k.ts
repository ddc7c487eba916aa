/**
 * Chance that at least one of k answers drawn from n, c of which are right, is right: 1 − C(n−c, k) / C(n, k), as a product that does not
 * overflow (human-eval, `evaluation.py`). `null` when k > n.
 */
export function passAtK(n: number, c: number, k: number): number | null {
  if (k > n) return null;
  if (n - c < k) return 1;
  let allWrong = 1;
  for (let i = n - c + 1; i <= n; i++) allWrong *= 1 - k / i;
  return 1 - allWrong;
}

/** Chance that all k of them are right: C(c, k) / C(n, k) (tau-bench, `run.py`). `null` when k > n. */
export function passHatK(n: number, c: number, k: number): number | null {
  if (k > n) return null;
  let allRight = 1;
  for (let i = 0; i < k; i++) allRight *= Math.max(0, c - i) / (n - i);
  return allRight;
}
