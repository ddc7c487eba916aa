import type { Comparison, MetricComparison, PairComparison } from '../../contract/comparison.ts';
import { intervalHeightPx, intervalOption } from '../../view/charts/interval-option.ts';
import { formatCount, formatCounted, formatSetting, percentText, pointsTick } from '../../view/format.ts';
import {
  comparedNames,
  comparedTimesNote,
  effectText,
  pText,
  verdictText,
} from '../../view/words/comparison-words.ts';
import type { ChartFigure, WriteFigure } from './chart-figure.ts';
import { documentTheme } from './document-theme.ts';
import { bullets, htmlTable, paragraph, section } from './html.ts';

const named = (pair: PairComparison | undefined, name: MetricComparison['metric']) =>
  pair?.metrics.find(({ metric }) => metric === name);

/** More rows would make a chart longer than a page. */
const maxRows = 40;

/** Names of a pair's row: the second is not named where it is the same for all. */
const pairName = ({ targets }: Comparison, { first, second }: PairComparison, hasCommon: boolean) =>
  [first, ...(hasCommon ? [] : [second])].map((place) => targets[place]?.name ?? '').join(' − ');

function differencesFigure(comparison: Comparison, hasCommon: boolean): ChartFigure | null {
  const { pairs, level, family } = comparison;
  const margin = named(pairs[0], 'quality')?.margin ?? 0;
  const rows = pairs.slice(0, maxRows).map((pair) => {
    const metric = named(pair, 'quality');
    const { value = null, low = null, high = null } = metric?.effect ?? {};
    return {
      label: pairName(comparison, pair, hasCommon),
      value,
      low,
      high,
      text: verdictText(metric),
      colour: documentTheme.muted,
      symbol: 'circle' as const,
      isPick: false,
    };
  });
  if (rows.every(({ value }) => value === null)) return null;
  const left =
    pairs.length > maxRows
      ? ` The first ${maxRows} of ${formatCount(pairs.length)} pairs; the table has all.`
      : '';
  return {
    title: 'Differences in quality with their intervals. The table has the values.',
    caption: `Points of quality, paired by case; all ${formatCounted(family.intervals, 'interval')} of the comparison hold at once with ${percentText(level, 0)}; shaded: differences of up to ${formatSetting(margin)} points, which do not matter.${left}`,
    heightPx: () => intervalHeightPx(rows.length),
    option: (room) =>
      intervalOption({
        rows,
        axisName: 'Difference in quality, points',
        tick: pointsTick,
        band: { low: -margin, high: margin },
        room,
        theme: documentTheme,
      }),
  };
}

export function comparisonSection(comparison: Comparison, write: WriteFigure): string {
  const nameOf = (place: number) => comparison.targets[place]?.name ?? '';
  const seconds = new Set(comparison.pairs.map(({ second }) => second));
  const common = seconds.size === 1 ? nameOf([...seconds][0] as number) : null;
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
    write(differencesFigure(comparison, common !== null)),
    table,
    paragraph(
      `Quality in points, time and cost as ratios. The intervals hold at once with ${percentText(comparison.level, 0)}; verdicts are read from them, and p, of quality, is adjusted likewise. ${comparedTimesNote}`,
      'note',
    ),
    bullets(comparison.notes),
  );
}
