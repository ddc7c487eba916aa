/** A comparison of two targets in words; nothing is ever called equal. */
import type { ComparedMetric } from '../../contract/compared-metric.ts';
import type { ComparisonVerdict, MetricComparison } from '../../contract/comparison.ts';
import { formatP, formatRatio } from '../../contract/figure-text.ts';
import {
  formatCount,
  formatCounted,
  formatPercent,
  formatPoints,
  formatSetting,
  intervalText,
  msText,
  unknown,
  usdText,
} from '../format.ts';

export const comparedLabels: Record<ComparedMetric, string> = {
  quality: 'quality',
  error_rate: 'error rate',
  e2e_ms: 'E2E mean',
  ttft_ms: 'TTFT mean',
  cost: 'cost',
};

/** Headers of rows and columns, with the unit of a side. */
export const comparedNames: Record<ComparedMetric, string> = {
  quality: 'quality %',
  error_rate: 'error rate %',
  e2e_ms: 'E2E mean',
  ttft_ms: 'TTFT mean',
  cost: 'cost per 1k',
};

/** Which figure of a time is compared: tables of a run have others of the same times. */
export const comparedTimesNote =
  'E2E mean and TTFT mean: geometric means over the cases that both answered; the tables of a run show p50 and p95.';

export const verdictMarks: Record<ComparisonVerdict, string> = {
  better: '▲',
  worse: '▼',
  within: '≈',
  undecided: '?',
};

/** What one target has, in its unit. */
export function sideText(metric: ComparedMetric, value: number | null): string {
  if (metric === 'cost') return usdText(value);
  return metric === 'quality' || metric === 'error_rate' ? formatPercent(value) : msText(value);
}

const amountOf =
  ({ scale }: Pick<MetricComparison, 'scale'>) =>
  (value: number): string =>
    scale === 'ratio' ? `×${formatRatio(value)}` : formatPoints(value);

/** `+2.6` points or `×0.370`. */
export const effectValue = (metric: MetricComparison): string =>
  metric.effect ? amountOf(metric)(metric.effect.value) : unknown;

/** `[−2.9, +8.1]`; '' where nothing could be estimated. */
export const effectInterval = (metric: MetricComparison): string =>
  metric.effect ? intervalText(metric.effect, amountOf(metric)) : '';

/** The difference with its interval: `+2.6 [−2.9, +8.1]` in points, `×0.370 [×0.330, ×0.420]`. */
export const effectText = (metric: MetricComparison | undefined): string =>
  metric?.effect ? `${effectValue(metric)} ${effectInterval(metric)}` : unknown;

const words: Record<ComparedMetric, Record<'better' | 'worse', string>> = {
  quality: { better: 'better', worse: 'worse' },
  error_rate: { better: 'better', worse: 'worse' },
  e2e_ms: { better: 'faster', worse: 'slower' },
  ttft_ms: { better: 'faster', worse: 'slower' },
  cost: { better: 'cheaper', worse: 'more expensive' },
};

/** More cases than anybody would make are as good as none in sight. */
const maxMoreCases = 100_000;

const marginText = ({ margin, scale }: Pick<MetricComparison, 'margin' | 'scale'>) =>
  `${formatSetting(margin)} ${scale === 'ratio' ? '%' : 'points'}`;

/** The verdict on the first of two; a ratio's margin is a part of it, a difference's in points. */
export function verdictText(metric: MetricComparison | undefined): string {
  if (!metric) return unknown;
  const { verdict, more_cases: more } = metric;
  if (verdict === 'better' || verdict === 'worse') return words[metric.metric][verdict];
  if (verdict === 'within') return `within ${marginText(metric)}`;
  if (!metric.effect) return unknown;
  return more === null || more > maxMoreCases
    ? 'inconclusive'
    : `inconclusive: about ${formatCounted(more, 'more case')}`;
}

/** The same in a narrow column: what would decide it as a bare number. */
export function shortVerdictText(metric: MetricComparison): string {
  const { verdict, more_cases: more, effect } = metric;
  if (verdict !== 'undecided' || !effect || more === null || more > maxMoreCases) return verdictText(metric);
  return `inconclusive, +${formatCount(more)}`;
}

/** The adjusted one, by which verdicts go. */
export const pText = (metric: Pick<MetricComparison, 'p_adjusted'> | undefined): string =>
  metric?.p_adjusted == null ? unknown : formatP(metric.p_adjusted);
