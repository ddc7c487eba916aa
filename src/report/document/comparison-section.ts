import type { Comparison, MetricComparison, PairComparison } from '../../contract/comparison.ts';
import { formatCount, formatCounted, formatPoints, formatSetting, percentText } from '../../view/format.ts';
import { comparedNames, effectText, pText, verdictText } from '../../view/words/comparison-words.ts';
import { bullets, figure, htmlTable, paragraph, section } from './html.ts';
import { intervalChart } from './interval-chart.ts';

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
      said: verdictText(metric),
      isMarked: false,
    })),
    show: formatPoints,
    band: { low: -margin, high: margin },
  });
  const table = htmlTable(comparison.pairs, [
    { title: 'target', text: ({ first }) => nameOf(first) },
    ...(common === null
      ? [
          {
            title: 'compared with',
            kind: 'left' as const,
            text: ({ second }: PairComparison) => nameOf(second),
          },
        ]
      : []),
    { title: 'cases', text: ({ shared_cases: n }) => formatCount(n) },
    { title: 'quality, points', text: (pair) => effectText(named(pair, 'quality')) },
    { title: 'p', text: (pair) => pText(named(pair, 'quality')) },
    { title: 'verdict', kind: 'words', text: (pair) => verdictText(named(pair, 'quality')) },
    ...(['e2e_ms', 'cost'] as const).map((name) => ({
      title: comparedNames[name],
      text: (pair: PairComparison) => effectText(named(pair, name)),
    })),
  ]);
  return section(
    common === null ? 'Pairwise' : `Compared with ${common}`,
    figure(
      chart,
      `Points of quality, paired by case; all ${formatCounted(comparison.family.intervals, 'interval')} of the comparison hold at once with ${percentText(comparison.level, 0)}; shaded: differences of up to ${formatSetting(margin)} points, which do not matter.`,
    ),
    table,
    paragraph(
      `Quality in points, time and cost as ratios. The intervals hold at once with ${percentText(comparison.level, 0)}; verdicts are read from them, and p, of quality, is adjusted likewise.`,
      'note',
    ),
    bullets(comparison.notes),
  );
}
