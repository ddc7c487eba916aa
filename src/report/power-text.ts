import type { PowerReport } from '../contract/power.ts';
import { formatCount, formatCounted, formatNumber } from '../view/format.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

const points = (share: number) => formatNumber(share * 100).replace(/\.00$/, '');

/** What the suite can show, by repeats, and the cases each difference needs. */
export function powerText(report: PowerReport, { color, width }: { color: boolean; width: number }): string {
  const paint = paintWith(color);
  const { rows, differences, cases, pair, repeated } = report;
  const column = columnsOf(rows);
  const table = textTable(
    [
      column('repeats', 0, ({ repeats }) => formatCount(repeats)),
      column('calls', 2, ({ calls }) => formatCount(calls)),
      column(`points seen with ${formatCounted(cases, 'case')}`, 0, (row) => points(row.smallest_difference)),
      ...differences.map((difference, i) =>
        column(`cases for ${points(difference)}`, 1, (row) => formatCount(row.cases_needed[i])),
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
      ? [
          'Every case was asked once, so the effect of repeats cannot be estimated: run the suite with --repeats 2 or more.',
        ]
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
