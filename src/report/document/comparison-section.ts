import type { Comparison, MetricComparison, PairComparison } from '../../contract/comparison.ts';
import { formatCount, formatShare, unknown } from '../format.ts';
import { bullets, figure, htmlTable, section } from './html.ts';
import { intervalChart } from './interval-chart.ts';

const metricNames: Record<MetricComparison['metric'], string> = {
  quality: 'quality, points',
  error_rate: 'failed calls, points',
  e2e_ms: 'e2e time, %',
  ttft_ms: 'TTFT, %',
  cost: 'cost, %',
};

/** Points of a share, or per cent more or less. */
const change = ({ scale }: MetricComparison, value: number) => {
  const share = scale === 'ratio' ? value - 1 : value;
  return `${share > 0 ? '+' : ''}${formatShare(share)}`;
};

const effectOf = (metric: MetricComparison | undefined) =>
  metric?.effect
    ? `${change(metric, metric.effect.value)} [${change(metric, metric.effect.low)}, ${change(metric, metric.effect.high)}]`
    : unknown;

const verdictOf = (metric: MetricComparison | undefined) => {
  if (!metric?.effect) return unknown;
  const { verdict, more_cases: more } = metric;
  if (verdict !== 'undecided') return verdict;
  return more === null ? verdict : `undecided, about ${formatCount(more)} more cases`;
};

const named = ({ metrics }: PairComparison, name: MetricComparison['metric']) =>
  metrics.find(({ metric }) => metric === name);

export function comparisonSection(comparison: Comparison): string {
  const nameOf = (place: number) => comparison.targets[place]?.name ?? '';
  const quality = comparison.pairs.map((pair) => ({ pair, metric: named(pair, 'quality') }));
  const margin = quality[0]?.metric?.margin ?? 0;
  const chart = intervalChart({
    title: 'Differences in quality',
    rows: quality.slice(0, 40).map(({ pair, metric }) => ({
      label: `${nameOf(pair.first)} − ${nameOf(pair.second)}`,
      value: metric?.effect?.value ?? null,
      low: metric?.effect?.low ?? null,
      high: metric?.effect?.high ?? null,
      said: metric?.verdict ?? 'n/a',
      isMarked: false,
    })),
    show: (value) => formatShare(value, 0),
    band: { low: -margin, high: margin },
  });
  const table = htmlTable(comparison.pairs, [
    { title: 'target', text: ({ first }) => nameOf(first) },
    { title: 'against', kind: 'left', text: ({ second }) => nameOf(second) },
    { title: 'cases', text: ({ shared_cases: n }) => formatCount(n) },
    { title: metricNames.quality, text: (pair) => effectOf(named(pair, 'quality')) },
    {
      title: 'p, corrected',
      text: (pair) => {
        const p = named(pair, 'quality')?.p_holm;
        return p == null ? unknown : p < 0.001 ? '< .001' : p.toFixed(3);
      },
    },
    { title: 'verdict', kind: 'left', text: (pair) => verdictOf(named(pair, 'quality')) },
    { title: metricNames.e2e_ms, text: (pair) => effectOf(named(pair, 'e2e_ms')) },
    { title: metricNames.cost, text: (pair) => effectOf(named(pair, 'cost')) },
    { title: metricNames.error_rate, text: (pair) => effectOf(named(pair, 'error_rate')) },
  ]);
  return section(
    'Two by two',
    figure(
      chart,
      `Points of quality, paired by case, ${formatShare(comparison.level, 0)} % intervals; shaded: differences of up to ${formatShare(margin)} points, which do not matter.`,
    ),
    table,
    bullets(comparison.notes),
  );
}
