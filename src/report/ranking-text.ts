import type { Ranking } from '../contract/ranking.ts';
import { formatCount, formatNumber, formatPercent, unknown } from '../view/format.ts';
import { paintWith } from './paint.ts';
import { textTable, type Column } from './text-table.ts';
import { wrap } from './wrap.ts';

const column = (title: string, cells: string[], priority = 0, align: Column['align'] = 'right'): Column => ({
  title,
  align,
  cells,
  priority,
});

/** Ranks as a line of places: `●` the rank found, `─` those it may have. */
function places(best: number, rank: number, worst: number, of: number): string {
  return Array.from({ length: of }, (_, i) => {
    if (i + 1 === rank) return '●';
    return i + 1 >= best && i + 1 <= worst ? '─' : '·';
  }).join('');
}

const range = ({ low, high }: { low: number; high: number }) =>
  `${formatPercent(low, 0)}–${formatPercent(high, 0)} %`;

const columnsOf = (targets: Ranking['targets']): Column[] => [
  column(
    'target',
    targets.map(({ label }) => label),
    0,
    'left',
  ),
  column(
    'rank',
    targets.map(({ rank }) => String(rank)),
  ),
  column(
    'may be',
    targets.map(({ best_rank: best, worst_rank: worst }) =>
      best === worst ? `${best}` : `${best}–${worst}`,
    ),
  ),
  column(
    '',
    targets.map((one) => places(one.best_rank, one.rank, one.worst_rank, targets.length)),
    4,
    'left',
  ),
  column(
    'quality %',
    targets.map(({ quality }) => formatPercent(quality)),
  ),
  column(
    'rating',
    targets.map(({ rating }) =>
      rating
        ? `${formatNumber(rating.value)} ±${formatCount(Math.round(rating.high - rating.value))}`
        : unknown,
    ),
    2,
  ),
  column(
    'won %',
    targets.map(({ win_rate }) => formatPercent(win_rate)),
    3,
  ),
  column(
    'cases',
    targets.map(({ n }) => formatCount(n)),
    5,
  ),
];

const weightLines = (
  { order, ranges }: NonNullable<Ranking['weighted']>,
  header: (text: string) => string,
) => [
  '',
  `${header('by weight')}  ${order.map(({ label, score }) => `${label} ${formatPercent(score, 0)}`).join(' › ')}`,
  ...ranges.map(
    ({ criterion, share, order, first }) =>
      `${criterion} has ${formatPercent(share, 0)} % of the weight: the order holds from ${range(order)}, the first place from ${range(first)}`,
  ),
];

function notesOf({ targets, weighted, clusters, level }: Ranking): string[] {
  const missing = targets.filter(({ n, asked }) => n < asked);
  return [
    ...(missing.length > 0
      ? [
          `Not every answer could be scored: ${missing.map(({ label, n, asked }) => `${label} ${formatCount(n)} of ${formatCount(asked)} cases`).join(', ')}.${new Set(targets.map(({ n, asked }) => n / asked)).size > 1 ? ' The share differs between targets: their means are of different cases.' : ''}`,
        ]
      : []),
    `All ranks hold at once with ${level * 100} %, over ${formatCount(clusters)} independent groups of cases: where they overlap, the order is not known.`,
    'Rating (Bradley-Terry): by who did better in each case; a tie counts as half a win for both. 400 points more are odds of ten to one.',
    ...(weighted
      ? ['Weights: each criterion from the worst target (0) to the best (100), time and cost by factors.']
      : []),
  ];
}

/** Targets in order with the ranks they may have, and what the weights make of them. */
export function rankingText(ranking: Ranking, { color, width }: { color: boolean; width: number }): string {
  const paint = paintWith(color);
  const header = (text: string) => paint('bold', text);
  const { targets, weighted } = ranking;
  return [
    ...textTable(columnsOf(targets), { width, header }),
    ...(weighted ? weightLines(weighted, header).flatMap((line) => wrap(line, width)) : []),
    '',
    ...notesOf(ranking)
      .flatMap((note) => wrap(note, width))
      .map((line) => paint('dim', line)),
  ].join('\n');
}
