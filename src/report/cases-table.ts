/** A run case by case: which target was right where. */
import type { GridCell, GridPage } from '../contract/grid.ts';
import type { Run } from '../contract/run.ts';
import { formatPercent } from '../view/format.ts';
import { paintWith, type Paint } from './paint.ts';
import { truncate } from './cut-names.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

const widestPreview = 40;

function mark(cell: GridCell, paint: Paint): string {
  if (cell.outcome !== 'ok' && cell.quality === null) return paint('red', '!');
  if (cell.correct === null) return paint('dim', '?');
  if (cell.correct) return paint('green', '✓');
  return cell.quality === null || cell.quality === 0
    ? paint('red', '✗')
    : paint('yellow', formatPercent(cell.quality, 0));
}

const isFlaky = (cells: readonly GridCell[], targetId: string) =>
  [true, false].every((verdict) =>
    cells.some((cell) => cell.target_id === targetId && cell.correct === verdict),
  );

/** One row a case, one column a target in the order of the run, one mark a repeat. */
export function casesTable(
  run: Run,
  cases: GridPage['cases'],
  options: { color: boolean; width: number },
): string {
  const paint = paintWith(options.color);
  const column = columnsOf(cases);
  const targets = run.targets.map((target, index) =>
    column(
      String(index + 1),
      0,
      ({ cells }) =>
        cells
          .filter((cell) => cell.target_id === target.id)
          .toSorted((a, b) => a.repeat - b.repeat)
          .map((cell) => mark(cell, paint))
          .join(' ') + (isFlaky(cells, target.id) ? paint('yellow', ' ~') : ''),
      'left',
    ),
  );
  const lines = textTable(
    [
      column('case', 0, (row) => row.case_id, 'left'),
      column('category', 1, (row) => row.category, 'left'),
      ...targets,
      column('input', 2, (row) => truncate(row.preview.replaceAll(/\s+/g, ' '), widestPreview), 'left'),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const key = run.targets.map((target, index) => `${index + 1} ${target.label}`).join(', ');
  const notes = [
    key,
    '✓ right, ✗ wrong, a number: partly right (%), ! no answer, ? not scored, ~ flaky: repeats do not agree',
  ];
  return [
    ...lines,
    '',
    ...notes.flatMap((note) => wrap(note, options.width)).map((note) => paint('dim', note)),
  ].join('\n');
}
