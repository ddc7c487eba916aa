import type { MetricComparison } from '../../../../src/contract/comparison.ts';
import { formatRatio } from '../../../../src/contract/figure-text.ts';
import {
  formatCount,
  formatMs,
  formatPercent,
  formatUsd,
  orNotAvailable,
  formatPoints,
} from '../../lib/format.ts';

function amount(value: number, scale: MetricComparison['scale']): string {
  if (scale === 'ratio') return `×${formatRatio(value)}`;
  return formatPoints(value);
}

/** `+2.6` points or `×0.37`. */
export function effectText({ effect, scale }: MetricComparison): string {
  return orNotAvailable(effect?.value, (value) => amount(value, scale));
}

export function intervalText({ effect, scale }: MetricComparison): string {
  return effect ? `${amount(effect.low, scale)} to ${amount(effect.high, scale)}` : '';
}

/** What one side has, in its unit. */
export function sideText(metric: MetricComparison['metric'], value: number | null): string {
  const format = {
    quality: formatPercent,
    error_rate: formatPercent,
    e2e_ms: formatMs,
    ttft_ms: formatMs,
    cost: (usd: number) => `${formatUsd(usd)} / 1k`,
  }[metric];
  return orNotAvailable(value, format);
}

const words: Record<MetricComparison['metric'], [better: string, worse: string]> = {
  quality: ['better', 'worse'],
  error_rate: ['better', 'worse'],
  e2e_ms: ['faster', 'slower'],
  ttft_ms: ['faster', 'slower'],
  cost: ['cheaper', 'more expensive'],
};
const mostWorthSaying = 100_000;

/** Never "equal". */
export function verdictText({
  metric,
  verdict,
  margin,
  scale,
  effect,
  more_cases,
}: MetricComparison): string {
  if (verdict === 'better') return words[metric][0];
  if (verdict === 'worse') return words[metric][1];
  if (verdict === 'within')
    return `within ${Number((margin * 100).toFixed(1))}${scale === 'ratio' ? ' %' : ' points'}`;
  if (!effect) return 'unknown';
  return more_cases === null || more_cases > mostWorthSaying
    ? 'inconclusive'
    : `inconclusive: about ${formatCount(more_cases)} more cases`;
}
