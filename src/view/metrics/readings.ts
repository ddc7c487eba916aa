/** How figures are read from a summary, and why one is missing. */
import type { Quantiles, TargetSummary } from '../../contract/analysis.ts';
import type { LatencyMetric } from '../../contract/measured-fields.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';
import { formatCount } from '../format.ts';
import type { Reading } from './metric.ts';

/** Fewest answers for a tail percentile to be quoted (99 % confidence, binomial): those the analysis applies. */
export const percentileFloors = { p90: 64, p95: 130, p99: 662 } as const;

export type Percentile = 'p50' | 'p75' | 'p90' | 'p95' | 'p99';

const isTail = (percentile: Percentile): percentile is keyof typeof percentileFloors =>
  percentile in percentileFloors;

const noCallYet = 'no call has been completed yet';

export const nothingYet = (summary: TargetSummary, what: string): string =>
  summary.n === 0 ? noCallYet : `${what} in ${formatCount(summary.n)} completed calls`;

export function readPercentile(
  summary: TargetSummary,
  metric: LatencyMetric,
  percentile: Percentile,
): Reading {
  const quantiles: Quantiles | undefined = summary.latency[metric];
  if (!quantiles || quantiles.n === 0)
    return { value: null, n: 0, why: nothingYet(summary, 'no answer had this measurement') };
  const value = quantiles[percentile];
  const bounds = quantiles.intervals?.[percentile];
  const ends = bounds && { interval: { ...bounds, level: 0.95 } };
  if (value !== null) return { value, n: quantiles.n, ...ends };
  const floor = isTail(percentile) ? percentileFloors[percentile] : 0;
  const why = `${percentile} needs ${floor} answers, has ${formatCount(quantiles.n)}`;
  const provisional = percentile === 'p95' ? { provisional: quantiles.p95_provisional } : {};
  return { value: null, n: quantiles.n, why, ...provisional, ...ends };
}

export function readTokens(summary: TargetSummary, parts: (number | null)[]): Reading {
  const known = parts.filter((part) => part !== null);
  const n = summary.n - summary.tokens.n_missing;
  if (known.length === 0)
    return { value: null, n, why: nothingYet(summary, 'the provider reported no usage') };
  return { value: known.reduce((sum, part) => sum + part, 0), n };
}

export function readCost(summary: TargetSummary, value: number | null): Reading {
  const n = Math.max(0, summary.n - summary.cost.n_unknown);
  if (value !== null) return { value, n };
  const why = 'no price is known for this model, or no usage was reported';
  return { value, n, why: summary.n === 0 ? noCallYet : why };
}

export const readRate = (summary: TargetSummary, value: number | null, what: string): Reading =>
  value === null ? { value, n: summary.n, why: nothingYet(summary, what) } : { value, n: summary.n };

export function readQuality(summary: TargetSummary, quality: TargetSummary['quality']): Reading {
  if (!quality)
    return { value: null, n: summary.n_scored, why: nothingYet(summary, 'nothing could be scored') };
  const { value, n, low, high, level } = quality;
  return { value, n, level, ...(low !== null && high !== null && { low, high }) };
}

/** Calls that gave an answer. */
export const answersOf = ({ outcomes }: Pick<TargetSummary, 'outcomes'>): number =>
  [...answeredOutcomes].reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);

/** Answers that no scorer could judge; 0 where nothing of the run was scored. */
export const unscoredOf = (summary: TargetSummary): number =>
  summary.quality === null ? 0 : answersOf(summary) - summary.n_scored;
