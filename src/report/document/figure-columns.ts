/** The figures of a target in a report, by the same metrics as in the terminal and on the page. */
import type { QualityEstimate } from '../../contract/analysis.ts';
import type { Spread, TargetFigures } from '../../contract/report.ts';
import { formatCount, formatNumber } from '../../view/format.ts';
import { cellText, estimateCell, type Metric, type Reading } from '../../view/metrics/metric.ts';
import { metrics } from '../../view/metrics/metrics.ts';

export interface FigureColumn {
  title: string;
  text: (figures: TargetFigures) => string;
}

const none: Reading = { value: null, n: 0 };

function estimate(found: Pick<QualityEstimate, 'value' | 'low' | 'high' | 'n' | 'level'> | null): Reading {
  if (!found) return none;
  const { value, n, low, high, level } = found;
  return { value, n, level, ...(low !== null && high !== null && { low, high }) };
}

const middle = (spread: Spread | null): Reading =>
  spread ? { value: spread.p50, n: spread.n, interval: { ...spread.intervals.p50, level: 0.95 } } : none;

const tail = (spread: Spread | null): Reading =>
  spread
    ? {
        value: spread.p95,
        n: spread.n,
        interval: { ...spread.intervals.p95, level: 0.95 },
        ...(spread.p95 === null && { provisional: spread.provisional }),
      }
    : none;

/** Of the calls that gave an answer; unknown without one. */
export const truncatedOf = ({ asked, failed, truncated }: TargetFigures): number | null =>
  asked === failed ? null : truncated / (asked - failed);

const plain = (metric: Metric, of: (figures: TargetFigures) => number | null | undefined): FigureColumn => ({
  title: metric.short,
  text: (figures) => cellText(metric, { value: of(figures) ?? null, n: null }),
});

const withInterval = (metric: Metric, read: (figures: TargetFigures) => Reading): FigureColumn => ({
  title: metric.short,
  text: (figures) => estimateCell(metric, read(figures)),
});

export const figureColumns = {
  calls: { title: 'calls', text: ({ asked }) => formatCount(asked) },
  errors: plain(metrics.errorRate, ({ error_rate: rate }) => rate?.value),
  quality: withInterval(metrics.quality, ({ quality }) => estimate(quality)),
  qualityAnswered: plain(metrics.qualityAnswered, ({ quality_answered: answered }) => answered?.value),
  truncated: plain(metrics.truncated, truncatedOf),
  cost: plain(metrics.costPer1k, ({ cost_per_1k_usd: cost }) => cost),
  ttftP50: withInterval(metrics.ttftP50, ({ ttft_ms: spread }) => middle(spread)),
  e2eP50: withInterval(metrics.e2eP50, ({ e2e_ms: spread }) => middle(spread)),
  e2eP95: withInterval(metrics.e2eP95, ({ e2e_ms: spread }) => tail(spread)),
  outputTokens: { title: 'mean tokens out', text: ({ output_tokens: tokens }) => formatNumber(tokens) },
} satisfies Record<string, FigureColumn>;
