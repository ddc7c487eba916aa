/** What was added up of a bucket, in the shape of a target's summary: the metrics that are read of a run can then be read of it. */
import type { Estimate, Quantiles, QualityEstimate, TargetSummary } from '../../contract/analysis.ts';
import type { HistoryRow } from '../../contract/history.ts';
import { tokenKinds, type LatencyMetric, type TokenKind } from '../../contract/measured-fields.ts';
import { answeredOutcomes, type Outcome } from '../../contract/outcome.ts';
import type { RunTarget } from '../../contract/run.ts';
import { proportionEstimate } from '../figures/quality-estimate.ts';
import { sampleFloors } from '../figures/quantiles.ts';
import { quantileRanks } from '../intervals/order-statistics.ts';
import { tFactor } from '../intervals/t-factor.ts';

/** A value of a distribution that is known at some levels alone: linear between them. */
export function quantileAt(levels: readonly number[], values: readonly number[], level: number): number {
  const above = levels.findIndex((each) => each >= level);
  if (above <= 0) return values.at(above === 0 ? 0 : -1) as number;
  const [from, to] = [levels[above - 1] as number, levels[above] as number];
  const [low, high] = [values[above - 1] as number, values[above] as number];
  return low + ((high - low) * (level - from)) / (to - from);
}

/** Mean of n values by their sums; each is taken for independent of the others. */
export function meanEstimate(n: number, sum: number, squares: number): QualityEstimate | null {
  if (n === 0) return null;
  // 0 and 1 are their own squares
  if (Math.abs(squares - sum) < 1e-9 * n) return proportionEstimate(Math.round(sum), n);
  const value = sum / n;
  const about = { value, level: 0.95, method: 'clustered-t' as const, n, clusters: n };
  if (n < 2) return { ...about, low: null, high: null };
  const half = tFactor(n - 1) * Math.sqrt(Math.max(0, squares - n * value * value) / (n - 1) / n);
  return { ...about, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

const shares = { p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99, p99_9: 0.999 } as const;

function quantilesOf(row: HistoryRow, levels: readonly number[]): Quantiles | null {
  const { latency_n: n, latency_sum: sum, latency_squares: squares, quantiles } = row;
  if (n === 0 || quantiles.length === 0) return null;
  const at = (share: number) => quantileAt(levels, quantiles, share);
  const above = (floor: number, share: number) => (n < floor ? null : at(share));
  const boundsOf = (share: number) => {
    const { low, high } = quantileRanks(n, share);
    return { low: low === null ? null : at(low / n), high: high === null ? null : at(high / n) };
  };
  const mean = sum / n;
  return {
    n,
    min: at(0),
    p50: at(0.5),
    p75: at(0.75),
    p90: above(sampleFloors.p90, 0.9),
    p95: above(sampleFloors.p95, 0.95),
    p99: above(sampleFloors.p99, 0.99),
    p99_9: above(sampleFloors.p99_9, 0.999),
    max: at(1),
    mean,
    sd: n < 2 ? null : Math.sqrt(Math.max(0, squares - n * mean * mean) / (n - 1)),
    p95_provisional: at(0.95),
    intervals: {
      p50: boundsOf(shares.p50),
      p75: boundsOf(shares.p75),
      p90: boundsOf(shares.p90),
      p95: boundsOf(shares.p95),
      p99: boundsOf(shares.p99),
      p99_9: boundsOf(shares.p99_9),
    },
  };
}

const countOf = (row: HistoryRow, wanted: (outcome: Outcome) => boolean): number =>
  Object.entries(row.outcomes).reduce((sum, [name, n]) => (wanted(name as Outcome) ? sum + n : sum), 0);

/** Calls that failed: a quality counts them as 0. */
const failedOf = (row: HistoryRow): number =>
  countOf(row, (name) => !answeredOutcomes.has(name) && name !== 'cancelled' && name !== 'dropped');

function tokensOf({ tokens, usage_missing }: HistoryRow): TargetSummary['tokens'] {
  const totals = Object.fromEntries(tokenKinds.map((kind) => [kind, tokens[kind] ?? null]));
  return {
    ...(totals as Record<TokenKind, number | null>),
    n_missing: usage_missing,
    n_estimated: 0,
    n_gap: 0,
  };
}

function costOf(row: HistoryRow): TargetSummary['cost'] {
  const { n, cost_n, cost_nanousd, retries, retried_cost_n, retried_cost_nanousd, correct } = row;
  const unknown = n - cost_n + retries - retried_cost_n;
  const isKnown = cost_n + retried_cost_n > 0;
  const total = (cost_nanousd + retried_cost_nanousd) / 1e9;
  return {
    total_usd: isKnown ? total : null,
    spent_usd: null,
    per_1k_usd: cost_n > 0 ? ((cost_nanousd + retried_cost_nanousd) / cost_n) * 1e-6 : null,
    per_correct_usd: isKnown && correct > 0 && unknown === 0 ? total / correct : null,
    n_unknown: unknown,
  };
}

export interface RowContext {
  target: RunTarget;
  levels: readonly number[];
  latency?: LatencyMetric;
  /** Some answer of the line could be scored, else failing says nothing of quality. */
  isScored: boolean;
}

export function rowSummary(
  row: HistoryRow,
  { target, levels, latency, isScored }: RowContext,
): TargetSummary {
  const failed = failedOf(row);
  const settled = failed + countOf(row, (name) => answeredOutcomes.has(name));
  const errorRate: Estimate | null = proportionEstimate(failed, settled);
  const quantiles = latency && quantilesOf(row, levels);
  return {
    target,
    planned: row.n,
    n: row.n,
    outcomes: row.outcomes,
    error_classes: {},
    retries: row.retries,
    error_rate: errorRate,
    ranked: true,
    quality: isScored ? meanEstimate(row.quality_n + failed, row.quality_sum, row.quality_squares) : null,
    quality_answered: meanEstimate(row.quality_n, row.quality_sum, row.quality_squares),
    n_scored: row.quality_n,
    correct: row.correct,
    by_category: {},
    latency: latency && quantiles ? { [latency]: quantiles } : {},
    tokens: tokensOf(row),
    cost: costOf(row),
    e2e_bins: [],
    req_s: null,
    tok_s: null,
    response_models: Object.keys(row.response_models),
    fingerprints: Object.keys(row.fingerprints),
    served_by: row.hosts,
    service_tiers: row.tiers,
    regions: row.regions,
    efforts: row.efforts,
  };
}
