import { keptForText, keptKinds, keptMeans } from '../contract/retention.ts';
import type { Expired, RetentionPass, StorageReport } from '../contract/storage-report.ts';
import {
  bytesText,
  formatCount,
  formatCounted,
  formatDuration,
  formatInstant,
  unknown,
} from '../view/format.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';

type Look = { color: boolean; width: number };

const instant = (ms: number | null) => (ms === null ? unknown : formatInstant(ms));
const day = (ms: number) => formatInstant(ms).slice(0, 10);

const counted = ({ what, rows }: Expired) => formatCounted(rows, what === 'journals' ? 'run' : 'row');

/** One line for each kind of what is past its time, by project and suite. */
const expiredLines = (expired: readonly Expired[]) =>
  expired.map(
    (each) =>
      `  ${each.what} of ${each.suite_name} (${each.project}): ${counted(each)} from before ${day(each.until_ms)}`,
  );

function sizes({ tables }: StorageReport, { width, color }: Look): string[] {
  const column = columnsOf(tables);
  const paint = paintWith(color);
  return textTable(
    [
      column('table', 0, ({ table }) => table, 'left'),
      column('rows', 0, ({ rows }) => formatCount(rows)),
      column('size', 0, ({ bytes }) => bytesText(bytes)),
      column('bytes per row', 1, ({ bytes_per_row: bytes }) => formatCount(bytes)),
      column('oldest', 2, ({ oldest_ms: ms }) => instant(ms), 'left'),
    ],
    { width, header: (text) => paint('bold', text) },
  );
}

function kept({ retention, next }: StorageReport): string[] {
  const nextOf = new Map(next.map(({ what, at_ms }) => [what, at_ms]));
  const lines = keptKinds.map((kind) => {
    const at = nextOf.get(kind);
    const then = at === undefined ? '' : `; the oldest until ${day(at)}`;
    return `  ${kind.padEnd(9)} ${keptForText(retention.kept[kind]).padEnd(7)} ${keptMeans[kind]}${then}`;
  });
  const rules = retention.rules.map(({ project, suite, ...rule }) => {
    const of = [
      suite === undefined ? '' : `suite ${suite}`,
      project === undefined ? '' : `project ${project}`,
    ];
    const own = keptKinds.flatMap((kind) => {
      const days = rule[kind];
      return days === undefined ? [] : [`${kind} ${keptForText(days)}`];
    });
    return `  ${of.filter(Boolean).join(', ')}: ${own.join(', ')}`;
  });
  return [`Kept for (${retention.file ?? 'as usual; --set changes it'}):`, ...lines, ...rules];
}

export function storageText(report: StorageReport, look: Look): string {
  const { journals, attachments, shared, expired, lag_seconds: lag, last_pass_ms: last } = report;
  return [
    ...sizes(report, look),
    '',
    `Folders of runs: ${formatCounted(journals.runs, 'run')}, ${formatCounted(journals.files, 'file')}, ${bytesText(journals.bytes)}; of them attachments: ${formatCounted(attachments.files, 'file')}, ${bytesText(attachments.bytes)}`,
    ...(shared
      ? [
          `Control database: ${formatCounted(shared.runs, 'run')}, ${formatCounted(shared.journal_rows, 'journal row')}, ${formatCounted(shared.files, 'file')}, ${bytesText(shared.bytes)}`,
        ]
      : []),
    '',
    ...kept(report),
    '',
    ...(expired.length === 0
      ? ['Nothing is past its time.']
      : [
          `Past its time, the oldest by ${formatDuration(lag)}; removed with --apply, and daily by \`assay serve\`:`,
          ...expiredLines(expired),
        ]),
    last === null ? 'Nothing was removed for its age so far.' : `Last removed: ${formatInstant(last)}.`,
  ].join('\n');
}

export function retentionText({ removed }: RetentionPass): string {
  return removed.length === 0
    ? 'Nothing is past its time: nothing was removed.'
    : ['Removed:', ...expiredLines(removed)].join('\n');
}
