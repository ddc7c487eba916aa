import type { Migration } from '../contract/migration.ts';
import { bytesText, formatCount, formatCounted, formatDuration } from '../view/format.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';

function table(
  { tables, dry_run: isDryRun }: Migration,
  { color, width }: { color: boolean; width: number },
) {
  const column = columnsOf(tables);
  const paint = paintWith(color);
  return textTable(
    [
      column('table', 0, ({ table: name }) => name, 'left'),
      column('partitions', 1, ({ partitions }) => formatCount(partitions)),
      column('rows', 0, ({ rows }) => formatCount(rows)),
      column(isDryRun ? 'rows to send' : 'rows sent', 0, ({ sent_rows: sent }) => formatCount(sent)),
    ],
    { width, header: (text) => paint('bold', text) },
  );
}

function suitesLine({ suites }: Migration): string[] {
  if (suites === null) return [];
  const versions = formatCounted(suites.versions, 'version');
  return [
    `Saved suites: ${suites.sent === null ? `${versions} in the data directory` : `${versions}, of which ${formatCount(suites.sent)} sent to the control database`}.`,
  ];
}

/** What was moved, or would be, and what stays. */
export function migrationText(migration: Migration, look: { color: boolean; width: number }): string {
  const { dry_run: isDryRun, to, rows, sent_rows, sent_bytes, seconds, stays, data_dir } = migration;
  const moved = `${formatCounted(rows, 'row')} in ${to}, of which ${formatCount(sent_rows)} sent now (${bytesText(sent_bytes ?? 0)} compressed), in ${formatDuration(seconds)}. Every partition has the same rows there, by count and hash.`;
  return [
    ...table(migration, look),
    '',
    isDryRun
      ? `${formatCounted(sent_rows, 'row')} of ${formatCount(rows)} would be sent to ${to}. Nothing was sent.`
      : moved,
    ...suitesLine(migration),
    `In ${data_dir} stay: ${stays.join(', ')}.`,
    ...(isDryRun
      ? []
      : [
          'Give every command --results with that URL from now on, or set ASSAY_RESULTS, and keep the data directory.',
        ]),
  ].join('\n');
}
