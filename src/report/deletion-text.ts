import type { Deletion, DeletedRun } from '../contract/deletion.ts';
import { bytesText, formatCount, formatCounted, formatInstant } from '../view/format.ts';
import { shortRunId } from '../view/short-run-id.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';

const listed = 20;

function table(runs: readonly DeletedRun[], { color, width }: { color: boolean; width: number }): string[] {
  const column = columnsOf(runs.slice(0, listed));
  const paint = paintWith(color);
  const rows = textTable(
    [
      column('suite', 0, ({ suite_name: name }) => name ?? 'n/a', 'left'),
      column('run', 0, ({ run_id: id }) => shortRunId(id), 'left'),
      column('started', 1, ({ started_at_ms: at }) => (at === null ? 'n/a' : formatInstant(at)), 'left'),
      column('project', 3, ({ project }) => project ?? 'n/a', 'left'),
      column('samples', 1, ({ rows: { samples = 0 } }) => formatCount(samples)),
      column('files', 2, ({ files }) => formatCount(files)),
      column('size of files', 2, ({ file_bytes: bytes }) => bytesText(bytes)),
    ],
    { width, header: (text) => paint('bold', text) },
  );
  const more = runs.length - listed;
  return more > 0 ? [...rows, `and ${formatCounted(more, 'more run')}`] : rows;
}

/** What goes, or went, by place. */
export function deletionText(deletion: Deletion, look: { color: boolean; width: number }): string {
  const { runs, rows, row_bytes, files, file_bytes, shared, applied } = deletion;
  if (runs.length === 0) return 'No run began before that date.';
  const tables = Object.entries(rows).map(([name, count]) => `${formatCount(count)} in ${name}`);
  return [
    ...table(runs, look),
    '',
    `rows:   ${tables.length > 0 ? `${tables.join(', ')}; about ${bytesText(row_bytes)}` : 'none'}`,
    `files:  ${formatCounted(files, 'file')}, ${bytesText(file_bytes)}`,
    ...(shared
      ? [
          `shared: ${formatCounted(shared.runs, 'run')}, ${formatCounted(shared.journal_rows, 'journal row')}, ${formatCounted(shared.files, 'file')}, ${bytesText(shared.bytes)}`,
        ]
      : []),
    '',
    applied
      ? `${formatCounted(runs.length, 'run')} deleted.`
      : 'Nothing was deleted. The same command with --yes deletes this.',
  ].join('\n');
}
