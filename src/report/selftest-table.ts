import type { ErrorFigures, SelftestReport } from '../contract/selftest.ts';
import { formatCount, formatInstant } from '../view/format.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';

const ms = (value: number | undefined) => (value === undefined ? 'n/a' : value.toFixed(2));

/** What the client can see on this machine, for a person. */
export function selftestTable(report: SelftestReport, options: { color: boolean; width: number }): string {
  const paint = paintWith(options.color);
  const look = { width: options.width, header: (text: string) => paint('bold', text) };
  const timing = columnsOf(report.timing);
  const figures = (title: string, of: (row: SelftestReport['timing'][number]) => ErrorFigures | null) => [
    timing(`${title} p50 ms`, 0, (row) => ms(of(row)?.p50_ms)),
    timing('p99 ms', 0, (row) => ms(of(row)?.p99_ms)),
  ];
  const table = textTable(
    [
      timing('model', 0, ({ way }) => (way === 'native' ? 'OpenAI-compatible' : 'provider package'), 'left'),
      timing('streams', 0, ({ streams }) => formatCount(streams)),
      timing('calls', 0, ({ calls }) => formatCount(calls)),
      ...figures('TTFT error', ({ ttft_error }) => ttft_error),
      ...figures('gap error', ({ gap_error }) => gap_error),
    ],
    look,
  );
  const schedules = columnsOf(report.schedule);
  const schedule = textTable(
    [
      schedules('calls a second', 0, ({ rate }) => formatCount(rate)),
      schedules('kept', 0, (row) => `${(row.achieved_share * 100).toFixed(2)} %`),
      schedules('schedule error p50 ms', 0, ({ error }) => ms(error?.p50_ms)),
      schedules('p99 ms', 0, ({ error }) => ms(error?.p99_ms)),
    ],
    look,
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
