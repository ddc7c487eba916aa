/** Φ⁻¹(0.975): two-sided 95 %. */
const z = 1.959963984540054;

/**
 * Wilson's score interval for a share, 95 % (Wilson 1927; as `proportion_confint(method='wilson')` of statsmodels).
 * Never leaves [0, 1], and does not collapse at 0 or n. `k` may be fractional, for an effective count. n > 0.
 */
export function wilson(k: number, n: number): { low: number; high: number } {
  const centre = (k + (z * z) / 2) / (n + z * z);
  const half = (z / (n + z * z)) * Math.sqrt((k * (n - k)) / n + (z * z) / 4);
  // At the ends the bound equals the estimate; rounding must not push it past.
  return {
    low: k <= 0 ? 0 : Math.min(k / n, Math.max(0, centre - half)),
    high: k >= n ? 1 : Math.max(k / n, Math.min(1, centre + half)),
  };
}
