import type { ErrorFigures, SelftestReport } from '../contract/selftest.ts';
import { formatCount, formatInstant } from './format.ts';
import { paintWith } from './paint.ts';
import { textTable, type Column } from './text-table.ts';

const ms = (value: number | undefined) => (value === undefined ? 'n/a' : value.toFixed(2));

/** What the client can see on this machine, for a person. */
export function selftestTable(report: SelftestReport, options: { color: boolean; width: number }): string {
  const paint = paintWith(options.color);
  const column = (
    title: string,
    align: Column['align'],
    text: (row: SelftestReport['timing'][number]) => string,
  ): Column => ({ title, align, priority: 0, cells: report.timing.map(text) });
  const figures = (title: string, of: (row: SelftestReport['timing'][number]) => ErrorFigures | null) => [
    column(`${title} p50 ms`, 'right', (row) => ms(of(row)?.p50_ms)),
    column('p99 ms', 'right', (row) => ms(of(row)?.p99_ms)),
  ];
  const table = textTable(
    [
      column('model', 'left', ({ way }) => (way === 'native' ? 'OpenAI-compatible' : 'provider package')),
      column('streams', 'right', ({ streams }) => formatCount(streams)),
      column('calls', 'right', ({ calls }) => formatCount(calls)),
      ...figures('TTFT error', ({ ttft_error }) => ttft_error),
      ...figures('gap error', ({ gap_error }) => gap_error),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const schedule = textTable(
    [
      { title: 'calls a second', cells: report.schedule.map(({ rate }) => formatCount(rate)) },
      { title: 'kept', cells: report.schedule.map((row) => `${(row.achieved_share * 100).toFixed(2)} %`) },
      { title: 'schedule error p50 ms', cells: report.schedule.map(({ error }) => ms(error?.p50_ms)) },
      { title: 'p99 ms', cells: report.schedule.map(({ error }) => ms(error?.p99_ms)) },
    ].map((made) => ({ ...made, align: 'right' as const, priority: 0 })),
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const { native_req_s, package_req_s, raw_req_s } = report.rate;
  return [
    `Self-test · ${report.cpu}, ${report.cores} cores · Node ${report.node_version} · ${formatInstant(report.at_ms)}`,
    '',
    ...table,
    '',
    ...schedule,
    '',
    `most calls a second  OpenAI-compatible ${formatCount(native_req_s)}, provider package ${formatCount(package_req_s)}, bare HTTP ${formatCount(raw_req_s)}`,
    '',
    'Error: our stamp minus the instant at which the simulator wrote the frame, on the one clock both read.',
    'Schedule error: when a call left minus when it should have, at a constant rate. Kept: answered, and left within 100 ms.',
    'First token after 50 ms, then 32 chunks 10 ms apart; rates with 16-chunk answers, 64 at once, no delay.',
  ].join('\n');
}
