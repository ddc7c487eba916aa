/** What statistics takes from @stdlib: some four hundred small files, which a build makes one of. */
export { default as gammaln } from '@stdlib/math-base-special-gammaln';
export { default as betaQuantile } from '@stdlib/stats-base-dists-beta-quantile';
export { default as binomialCdf } from '@stdlib/stats-base-dists-binomial-cdf';
export { default as normalCdf } from '@stdlib/stats-base-dists-normal-cdf';
export { default as normalQuantile } from '@stdlib/stats-base-dists-normal-quantile';
export { default as tCdf } from '@stdlib/stats-base-dists-t-cdf';
export { default as tQuantile } from '@stdlib/stats-base-dists-t-quantile';
