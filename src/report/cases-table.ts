/** A run case by case: which target was right where. */
import type { GridCell, GridPage } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import { formatShare } from './format.ts';
import { paintWith, type Paint } from './paint.ts';
import { textTable, truncate, type Column } from './text-table.ts';
import { wrap } from './wrap.ts';

const widestPreview = 40;

function mark(cell: GridCell, paint: Paint): string {
  if (cell.outcome !== 'ok' && cell.quality === null) return paint('red', '!');
  if (cell.correct === null) return paint('dim', '?');
  if (cell.correct) return paint('green', '✓');
  return cell.quality === null || cell.quality === 0
    ? paint('red', '✗')
    : paint('yellow', formatShare(cell.quality, 0));
}

const plain = (title: string, priority: number, cells: string[]): Column => ({
  title,
  align: 'left',
  priority,
  cells,
});

/** One row a case, one column a target in the order of the run, one mark a repeat. */
export function casesTable(
  run: Run,
  cases: GridPage['cases'],
  options: { color: boolean; width: number },
): string {
  const paint = paintWith(options.color);
  const targets = run.targets.map((target, index) =>
    plain(
      String(index + 1),
      0,
      cases.map(({ cells }) =>
        cells
          .filter((cell) => cell.target_id === target.id)
          .toSorted((a, b) => a.repeat - b.repeat)
          .map((cell) => mark(cell, paint))
          .join(' '),
      ),
    ),
  );
  const lines = textTable(
    [
      plain(
        'case',
        0,
        cases.map((row) => row.case_id),
      ),
      plain(
        'category',
        1,
        cases.map((row) => row.category),
      ),
      ...targets,
      plain(
        'input',
        2,
        cases.map((row) => truncate(row.preview.replaceAll(/\s+/g, ' '), widestPreview)),
      ),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const key = run.targets.map((target, index) => `${index + 1} ${target.label}`).join(', ');
  const notes = [key, '✓ right, ✗ wrong, a number: partly right (%), ! no answer, ? not scored'];
  return [
    ...lines,
    '',
    ...notes.flatMap((note) => wrap(note, options.width)).map((note) => paint('dim', note)),
  ].join('\n');
}
