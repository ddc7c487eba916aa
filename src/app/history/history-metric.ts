/** How a metric is read of what was added up in a bucket: those of a run, and the scores by name. */
import { meanBounds, quantileBounds, type AnytimeBounds } from '../../analyze/history/anytime-bounds.ts';
import { meanEstimate, rowSummary } from '../../analyze/history/row-summary.ts';
import { nearSpelling } from '../../base/near-spelling.ts';
import { AssayError } from '../../contract/errors.ts';
import type { HistoryPoint, HistoryRow } from '../../contract/history.ts';
import type { LatencyMetric } from '../../contract/measured-fields.ts';
import type { RunTarget } from '../../contract/run.ts';
import { formatPercent } from '../../view/format.ts';
import type { Metric, Reading } from '../../view/metrics/metric.ts';
import { historyMetrics, ofRunsAlone } from '../../view/metrics/history-metrics.ts';

const known: ReadonlyMap<string, Metric> = new Map(historyMetrics.map((metric) => [metric.key, metric]));

const scorePrefix = 'score.';

/** Nothing of a target but its name is needed to read a figure. */
const noTarget: RunTarget = {
  id: '',
  label: '',
  provider: '',
  model: '',
  prompt_id: '',
  parameters: {},
  base_url: null,
  price: null,
  limits: { concurrency: 1, timeoutMs: 0, retries: 0 },
  planned: 0,
};

export interface HistoryMetric extends Pick<Metric, 'key' | 'label' | 'unit' | 'better' | 'format'> {
  /** The time whose distribution is needed. */
  latency?: LatencyMetric;
  /** `isScored`: some answer of the line could be scored. */
  point(row: HistoryRow, levels: readonly number[], isScored: boolean): HistoryPoint;
  /** Interval that holds at every look; `null`: none is known for this metric. */
  anytime(row: HistoryRow, levels: readonly number[]): AnytimeBounds | null;
}

function pointOf({ at_ms }: HistoryRow, reading: Reading): HistoryPoint {
  const { value, n, low, high, interval, why } = reading;
  return {
    at_ms,
    value,
    low: interval?.low ?? low ?? null,
    high: interval?.high ?? high ?? null,
    n: n ?? 0,
    ...(value === null && why !== undefined && { why }),
  };
}

const percentiles = { p50: 0.5, p95: 0.95 } as const;

function ofSummary(metric: Metric): HistoryMetric {
  const [, latency, percentile] = /^(.+)_(p50|p95)$/.exec(metric.key) ?? [];
  const time = latency as LatencyMetric | undefined;
  const { key, label, unit, better, format } = metric;
  return {
    key,
    label,
    unit,
    better,
    format,
    ...(time !== undefined && { latency: time }),
    point: (row, levels, isScored) =>
      pointOf(
        row,
        metric.read(
          rowSummary(row, {
            target: noTarget,
            levels,
            isScored,
            ...(time !== undefined && { latency: time }),
          }),
        ),
      ),
    anytime(row, levels) {
      if (percentile !== undefined)
        return quantileBounds(row, levels, percentiles[percentile as keyof typeof percentiles]);
      if (unit !== '%') return null;
      const { value, n } = this.point(row, levels, true);
      return value === null ? null : meanBounds(value * n, n);
    },
  };
}

function ofScore(name: string): HistoryMetric {
  return {
    key: `${scorePrefix}${name}`,
    label: `Score ${name}`,
    unit: '%',
    better: 'higher',
    format: formatPercent,
    point(row) {
      const n = row.score_n[name] ?? 0;
      const estimate = meanEstimate(n, row.score_sum[name] ?? 0, row.score_squares[name] ?? 0);
      if (estimate === null)
        return { at_ms: row.at_ms, value: null, low: null, high: null, n, why: `no score "${name}"` };
      return { at_ms: row.at_ms, value: estimate.value, low: estimate.low, high: estimate.high, n };
    },
    anytime: (row) => meanBounds(row.score_sum[name] ?? 0, row.score_n[name] ?? 0),
  };
}

/** Throws `usage` for one that is not known over time. */
export function historyMetric(key: string): HistoryMetric {
  if (key.startsWith(scorePrefix) && key.length > scorePrefix.length)
    return ofScore(key.slice(scorePrefix.length));
  const metric = known.get(key);
  if (metric) return ofSummary(metric);
  const names = [...known.keys()];
  const near = nearSpelling(key, names);
  const why = ofRunsAlone.has(key) ? ': it depends on the concurrency of a run' : '';
  throw new AssayError('usage', `there is no metric "${key}" over time${why}`, {
    remedy: `${near ? `Did you mean "${near}"? ` : ''}Choose one of ${names.join(', ')}, or ${scorePrefix}NAME.`,
  });
}
