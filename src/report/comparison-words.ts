import type { MetricComparison } from '../contract/comparison.ts';
import type { ComparedMetric } from '../contract/compared-metric.ts';
import { formatP, formatRatio } from '../contract/figure-text.ts';
import {
  formatCount,
  formatCounted,
  formatDuration,
  formatNumber,
  formatPercent,
  formatUsd,
  unknown,
} from './format.ts';

export const metricNames: Record<ComparedMetric, string> = {
  quality: 'quality %',
  error_rate: 'failed %',
  e2e_ms: 'time',
  ttft_ms: 'first token',
  cost: 'cost per 1k',
};

/** What one target has, in its unit. */
export function sideText(metric: ComparedMetric, value: number | null): string {
  if (value === null) return unknown;
  if (metric === 'cost') return `$${formatUsd(value)}`;
  if (metric === 'quality' || metric === 'error_rate') return formatPercent(value);
  return value < 1000 ? `${formatNumber(value)} ms` : formatDuration(value / 1000);
}

const signed = (points: number) =>
  `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`.replace(/^[−+]0\.0$/, '0.0');

/** The difference with its interval: `+2.6 [−2.9, +8.1]` in points, `×0.370 [0.330, 0.420]`. */
export function effectText({ effect, scale }: MetricComparison): string {
  if (!effect) return unknown;
  const { value, low, high } = effect;
  if (scale === 'ratio') return `×${formatRatio(value)} [${formatRatio(low)}, ${formatRatio(high)}]`;
  return `${signed(value * 100)} [${signed(low * 100)}, ${signed(high * 100)}]`;
}

const words: Record<ComparedMetric, Record<'better' | 'worse', string>> = {
  quality: { better: 'better', worse: 'worse' },
  error_rate: { better: 'better', worse: 'worse' },
  e2e_ms: { better: 'faster', worse: 'slower' },
  ttft_ms: { better: 'faster', worse: 'slower' },
  cost: { better: 'cheaper', worse: 'dearer' },
};

const mostWorthSaying = 100_000;

/** The same in a table: what would decide it as a bare number. */
export function shortVerdictText(metric: MetricComparison): string {
  const { verdict, more_cases, effect } = metric;
  if (verdict !== 'undecided' || !effect) return verdictText(metric);
  return more_cases === null || more_cases > mostWorthSaying
    ? 'undecided'
    : `undecided, +${formatCount(more_cases)}`;
}

/** The verdict on the first of two; a ratio's margin is a share of it, a difference's in points. */
export function verdictText({
  metric,
  verdict,
  margin,
  scale,
  more_cases,
  effect,
}: MetricComparison): string {
  if (verdict === 'better' || verdict === 'worse') return words[metric][verdict];
  const width = `${Number((margin * 100).toFixed(1))}${scale === 'ratio' ? ' %' : ' points'}`;
  if (verdict === 'within') return `within ${width}`;
  if (!effect) return unknown;
  if (more_cases === null) return 'undecided';
  if (more_cases > mostWorthSaying) return 'undecided; no number of cases in sight';
  return `undecided; about ${formatCounted(more_cases, 'more case')}`;
}

/** The adjusted one, by which verdicts go. */
export function pText({ p_adjusted: p }: MetricComparison): string {
  if (p === null) return unknown;
  return formatP(p);
}
