import { betaQuantile } from './distributions.ts';
import type { Bounds } from './bounds.ts';

/** Exact interval of a share of k in n (Clopper & Pearson 1934): never too narrow, usually too wide. 0 ≤ k ≤ n, n > 0. */
export function clopperPearson(k: number, n: number, level = 0.95): Bounds {
  const tail = (1 - level) / 2;
  return {
    low: k === 0 ? 0 : betaQuantile(tail, k, n - k + 1),
    high: k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k),
  };
}

/**
 * Equal-tailed interval of the posterior under Jeffreys' prior Beta(½, ½), as `proportion_confint(method='jeffreys')` of statsmodels:
 * it does not reach 0 or 1 even when k is 0 or n.
 */
export function jeffreys(k: number, n: number, level = 0.95): Bounds {
  const tail = (1 - level) / 2;
  return {
    low: betaQuantile(tail, k + 0.5, n - k + 0.5),
    high: betaQuantile(1 - tail, k + 0.5, n - k + 0.5),
  };
}
