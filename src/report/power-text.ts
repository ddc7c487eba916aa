import type { PowerReport } from '../contract/power.ts';
import { formatCount, formatCounted, formatNumber } from './format.ts';
import { paintWith } from './paint.ts';
import { textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

const points = (share: number) => formatNumber(share * 100).replace(/\.00$/, '');

const right = (title: string, cells: string[], priority: number) => ({
  title,
  align: 'right' as const,
  cells,
  priority,
});

/** What the suite can show, by repeats, and the cases each difference needs. */
export function powerText(report: PowerReport, { color, width }: { color: boolean; width: number }): string {
  const paint = paintWith(color);
  const { rows, differences, cases, pair, repeated } = report;
  const table = textTable(
    [
      right(
        'repeats',
        rows.map(({ repeats }) => formatCount(repeats)),
        0,
      ),
      right(
        'calls',
        rows.map(({ calls }) => formatCount(calls)),
        2,
      ),
      right(
        `points seen with ${formatCounted(cases, 'case')}`,
        rows.map((row) => points(row.smallest_difference)),
        0,
      ),
      ...differences.map((difference, i) =>
        right(
          `cases for ${points(difference)}`,
          rows.map((row) => formatCount(row.cases_needed[i])),
          1,
        ),
      ),
    ],
    { width, header: (text) => paint('bold', text) },
  );
  const notes = [
    `A paired difference in quality, in points, that ${Math.round(report.power * 100)} of 100 such comparisons would show (two-sided, ${report.alpha}). Per target and pair; more pairs at once need more.`,
    pair
      ? `From the spread between ${pair[0]} and ${pair[1]}, the middle one of all pairs.`
      : 'Assumed, not measured: run a few dozen cases and ask again.',
    ...(pair && !repeated
      ? ['Every case was asked once: what repeats would bring is not known. Run with --repeats 2 or more.']
      : []),
    ...(repeated
      ? [
          'The same number of calls shows most with more cases and fewer repeats, as long as there are further cases.',
        ]
      : []),
  ];
  return [...table, '', ...notes.flatMap((note) => wrap(note, width)).map((line) => paint('dim', line))].join(
    '\n',
  );
}
