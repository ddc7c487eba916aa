/** `docs/faults.md` as the tests know it: what providers did to a run, and where processes were killed. */
import type { Attempt } from '../src/contract/attempt.ts';
import { errorRemedies } from '../src/report/error-remedies.ts';
import { crashPoints } from './crash-points.ts';

/** Columns as wide as their widest cell, as the formatter has them. */
function table(rows: string[][]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = (cells[0] ?? []).map((_, i) => Math.max(3, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/** Ports and limits of time are the test's own. */
const readable = (message: string) =>
  message
    .replace(/\s*\n\s*/g, ' ')
    .replace(/127\.0\.0\.1:\d+/g, 'host:port')
    .replace(/\d+ ms/g, 'the time allowed') || '–';

function faultRow([fault, made]: [string, Attempt[]]): string[] {
  const last = made.at(-1) as Attempt;
  const failure = last.failure;
  const remedy = (failure && errorRemedies[failure.class]) ?? '–';
  return [
    /^\d+$/.test(fault) ? `status ${fault}` : fault.replaceAll('-', ' '),
    made.length > 1 ? 'yes' : 'no',
    `\`${last.outcome}\``,
    failure ? `\`${failure.class}\`` : '–',
    failure ? readable(failure.message) : '–',
    remedy,
  ];
}

export function faultsDocument(attempts: Map<string, Attempt[]>): string {
  const faults = [
    ['fault of a provider', 'tried again', 'outcome', 'class', 'what is read', 'what to look at'],
    ...[...attempts].map(faultRow),
  ];
  const crashes = [
    ['the process ends', 'what is found', 'shown by'],
    ...crashPoints.map(({ when, found, test: [path] }) => [when, found, `\`${path}\``]),
  ];
  return `# Faults

Written by \`test/fault-matrix.test.ts\` from what happened there; the test fails when it happens otherwise. What it means for money and for
going on: [money, stops and faults](money-and-faults.md).

## Providers

Each over real sockets, with \`retries: 1\`. A failed call is a sample with its class; none is left out.

${table(faults)}

## Crash points

${table(crashes)}

Those below \`bench/\` run with \`npm run bench -- crash\` and \`npm run bench -- workers\`, the others with the tests.
`;
}
