/** What is computed of results, for results of one's own: `import { wilson } from 'assay/statistics'`. */
export { changePoints, type ChangePointOptions } from './analyze/drift/change-points.ts';
export { cusum, type Alarm } from './analyze/drift/cusum.ts';
export { divideByPermutation } from './analyze/drift/divide-by-permutation.ts';
export type { Step } from './analyze/drift/pooled-t.ts';
export { mcnemar, mcnemarChiSquare } from './analyze/hypothesis/mcnemar.ts';
export {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  holm,
  holmSidak,
  hommel,
} from './analyze/hypothesis/multiplicity.ts';
export { agrestiCoull } from './analyze/intervals/agresti-coull.ts';
export { clopperPearson, jeffreys } from './analyze/intervals/beta-intervals.ts';
export { clusteredT, designEffect, type ClusteredInterval } from './analyze/intervals/clustered-t.ts';
export { minSamplesForUpperBound, quantileRanks } from './analyze/intervals/order-statistics.ts';
export { bonettPrice, tango } from './analyze/intervals/paired-share.ts';
export {
  differenceEstimate,
  type GuessedSuite,
  type SuiteMean,
} from './analyze/judged/difference-estimator.ts';
export { roganGladen } from './analyze/judged/rogan-gladen.ts';
export { bradleyTerry } from './analyze/rank/bradley-terry.ts';
export { elo } from './analyze/rank/elo.ts';
export { winRate, type WinRate } from './analyze/rank/win-rate.ts';
export { bcaInterval, percentileInterval } from './analyze/resample/bootstrap-intervals.ts';
export { bootstrap, type Bootstrap, type WeightedStatistic } from './analyze/resample/bootstrap.ts';
export { anytimeQuantileRanks, quantilesDifferP } from './analyze/sequential/anytime-quantile.ts';
export { betaBinomialInterval, proportionEvidence } from './analyze/sequential/beta-binomial.ts';
export { wilson } from './analyze/intervals/wilson.ts';
export {
  normalMixtureBound,
  normalMixtureInterval,
  type MixtureOptions,
} from './analyze/sequential/normal-mixture.ts';
