/**
 * Interval of a share that holds at every look at once, by mixing the likelihood over a beta distribution around each share in
 * question (Howard et al. 2021, `BetaBinomialMixture` of confseq): the narrowest of its kind for right-or-wrong answers.
 */
import { gammaln } from '../intervals/distributions.ts';
import type { Bounds } from '../intervals/bounds.ts';
import { bestRho, type MixtureOptions } from './normal-mixture.ts';

const logBeta = (a: number, b: number) => gammaln(a) + gammaln(b) - gammaln(a + b);

/** The mixture is always tuned to 5 %, as in the reference, whatever level is then asked of it. */
const tunedTo = 0.05;

/**
 * Log evidence against the share `p` after k successes in n; k need not be whole. Under `p` it ever reaches ln(1/α) with a
 * chance of at most α. `narrowestAt`: n at which intervals made of it are narrowest. 0 < p < 1.
 */
export function proportionEvidence(k: number, n: number, p: number, narrowestAt: number): number {
  const pq = p * (1 - p);
  const r = Math.max(bestRho(pq * narrowestAt, tunedTo) - pq, 1e-3 * pq);
  const [failures, successes] = [r / p, r / (1 - p)];
  return (
    logBeta(failures + n - k, successes + k) -
    logBeta(failures, successes) -
    k * Math.log(p) -
    (n - k) * Math.log(1 - p)
  );
}

/** Between a share that is ruled out and one that is not. */
function boundary(isOut: (p: number) => boolean, out: number, within: number): number {
  for (let step = 0; step < 50; step++) {
    const middle = (out + within) / 2;
    if (isOut(middle)) out = middle;
    else within = middle;
  }
  return (out + within) / 2;
}

/** Of k successes in n ≥ 1. */
export function betaBinomialInterval(k: number, n: number, { alpha, narrowestAt }: MixtureOptions): Bounds {
  const isOut = (p: number) => proportionEvidence(k, n, p, narrowestAt) > Math.log(1 / alpha);
  return {
    low: k === 0 ? 0 : boundary(isOut, 0, k / n),
    high: k === n ? 1 : boundary(isOut, 1, k / n),
  };
}
