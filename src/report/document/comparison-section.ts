import { formatP } from '../../contract/figure-text.ts';
import type { Comparison, MetricComparison, PairComparison } from '../../contract/comparison.ts';
import { formatCount, formatCounted, formatPercent, unknown } from '../format.ts';
import { bullets, figure, htmlTable, paragraph, section } from './html.ts';
import { intervalChart } from './interval-chart.ts';

/** Points of a share, or per cent more or less. */
const change = ({ scale }: MetricComparison, value: number) => {
  const share = scale === 'ratio' ? value - 1 : value;
  return `${share > 0 ? '+' : ''}${formatPercent(share)}`;
};

const effectOf = (metric: MetricComparison | undefined) =>
  metric?.effect
    ? `${change(metric, metric.effect.value)} [${change(metric, metric.effect.low)}, ${change(metric, metric.effect.high)}]`
    : unknown;

const verdictOf = (metric: MetricComparison | undefined) => {
  if (!metric?.effect) return unknown;
  const { verdict, more_cases: more } = metric;
  if (verdict !== 'undecided') return verdict;
  return more === null ? verdict : `undecided; ${formatCount(more)} more cases`;
};

const named = ({ metrics }: PairComparison, name: MetricComparison['metric']) =>
  metrics.find(({ metric }) => metric === name);

export function comparisonSection(comparison: Comparison): string {
  const nameOf = (place: number) => comparison.targets[place]?.name ?? '';
  const quality = comparison.pairs.map((pair) => ({ pair, metric: named(pair, 'quality') }));
  const seconds = new Set(comparison.pairs.map(({ second }) => second));
  const common = seconds.size === 1 ? nameOf([...seconds][0] as number) : null;
  const margin = quality[0]?.metric?.margin ?? 0;
  const chart = intervalChart({
    title: 'Differences in quality',
    rows: quality.slice(0, 40).map(({ pair, metric }) => ({
      label: common === null ? `${nameOf(pair.first)} − ${nameOf(pair.second)}` : nameOf(pair.first),
      value: metric?.effect?.value ?? null,
      low: metric?.effect?.low ?? null,
      high: metric?.effect?.high ?? null,
      said: metric?.verdict ?? 'n/a',
      isMarked: false,
    })),
    show: (value) => formatPercent(value, 0),
    band: { low: -margin, high: margin },
  });
  const table = htmlTable(comparison.pairs, [
    { title: 'target', text: ({ first }) => nameOf(first) },
    ...(common === null
      ? [{ title: 'against', kind: 'left' as const, text: ({ second }: PairComparison) => nameOf(second) }]
      : []),
    { title: 'cases', text: ({ shared_cases: n }) => formatCount(n) },
    { title: 'quality', text: (pair) => effectOf(named(pair, 'quality')) },
    {
      title: 'p',
      text: (pair) => {
        const p = named(pair, 'quality')?.p_adjusted;
        return p == null ? unknown : formatP(p);
      },
    },
    { title: 'verdict', kind: 'words', text: (pair) => verdictOf(named(pair, 'quality')) },
    { title: 'e2e time %', text: (pair) => effectOf(named(pair, 'e2e_ms')) },
    { title: 'cost %', text: (pair) => effectOf(named(pair, 'cost')) },
  ]);
  return section(
    common === null ? 'Pairwise' : `Against ${common}`,
    figure(
      chart,
      `Points of quality, paired by case; all ${formatCounted(comparison.family.intervals, 'interval')} of the comparison hold at once with ${formatPercent(comparison.level, 0)} %; shaded: differences of up to ${formatPercent(margin)} points, which do not matter.`,
    ),
    table,
    paragraph(
      `Quality in points, time and cost in per cent more or less. The intervals hold at once with ${formatPercent(comparison.level, 0)} %; verdicts are read from them, and p, of quality, is adjusted likewise.`,
      'note',
    ),
    bullets(comparison.notes),
  );
}
