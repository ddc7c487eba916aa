import type { SuiteVersion } from '../contract/saved-suite.ts';
import { formatCount, formatInstant } from '../view/format.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';

/** Saved suites, or versions of one, one a line. */
export function suitesTable(suites: SuiteVersion[], look: { color: boolean; width: number }): string {
  const paint = paintWith(look.color);
  const column = columnsOf(suites);
  return textTable(
    [
      column('suite', 0, ({ name, version }) => `${name}@${version}`, 'left'),
      column('saved', 0, ({ saved_at_ms: atMs }) => formatInstant(atMs), 'left'),
      column('by', 2, ({ saved_by: by }) => by, 'left'),
      column('cases', 0, ({ cases }) => formatCount(cases)),
      column('targets', 1, ({ targets }) => formatCount(targets.length)),
      column('note', 1, ({ note }) => note ?? '', 'left'),
    ],
    { width: look.width, header: (text) => paint('bold', text) },
  ).join('\n');
}
