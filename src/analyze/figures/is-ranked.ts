import type { TargetSummary } from '../../contract/analysis.ts';

const maxErrors = 0.1;

/** A target is left out of rankings once its error rate is above this with all its uncertainty (the interval's lower end). */
export const isRanked = (errorRate: TargetSummary['error_rate']): boolean =>
  errorRate === null || errorRate.low <= maxErrors;
