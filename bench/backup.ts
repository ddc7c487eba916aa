/**
 * A data directory of 100 days and a million samples: backed up, verified, wiped, restored; the same rows by count and hash, and the same answers.
 * Then a day later: the next backup writes next to nothing. Then with a byte changed. Then retention removes what is past its time, and no other row.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TableChunk } from '../src/contract/backup.ts';
import { openStore } from '../src/store/open-store.ts';
import { keptRun } from '../test/made-up/kept-run.ts';
import { runAssay, startAssay } from './support/assay-process.ts';
import { makeDays } from './support/made-days.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const days = 100;
const targets = 10;
const cases = Math.ceil(Number(process.argv[2] ?? 1_000_000) / targets / days);
const keptDays = { samples: 60, payloads: 20 };
const dayMs = 86_400_000;
/** Half a day from where days of retention end. */
const lastMs = Date.now() - dayMs / 2;

const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const backups = join(folder, 'backups');
const { runIds, samples } = await makeDays(dataDir, { days, targets, cases, lastMs: lastMs - dayMs });
for (let i = 0; i < 2; i++) await keptRun(dataDir, { cases: 50 });
console.error(`${samples} samples of ${days} days`);

const until = new Date().toISOString();
async function run(...args: string[]) {
  const { stdout, wallMs, peakRssMb } = await runAssay([...args, '--json', '--data-dir', dataDir]);
  return { said: JSON.parse(stdout) as Record<string, unknown>, seconds: wallMs / 1000, peakRssMb };
}
/** What list, show and history say. */
async function answers(): Promise<string> {
  const some = [runIds[0], runIds[days >> 1], runIds.at(-1)] as string[];
  const asked = [
    ['list', '--limit', '1000'],
    ...some.map((id) => ['show', id]),
    ['history', '--bucket', 'day', '--until', until],
  ];
  const said = [];
  for (const args of asked) said.push((await run(...args)).said);
  return JSON.stringify(said);
}
async function dump(): Promise<TableChunk[]> {
  const store = await openStore({ dataDir });
  const { chunks } = await store.dump();
  await store.close();
  return chunks;
}
const same = (some: TableChunk[], others: TableChunk[]) => JSON.stringify(some) === JSON.stringify(others);

const [answersBefore, before] = [await answers(), await dump()];
const full = await run('backup', backups);
const verified = await run('verify', backups);
rmSync(dataDir, { recursive: true });
const restored = await run('restore', backups);
const [answersAfter, after] = [await answers(), await dump()];
console.error(`backed up in ${Math.round(full.seconds)} s, restored in ${Math.round(restored.seconds)} s`);

await makeDays(dataDir, { days: 1, targets, cases, lastMs });
await run('history', '--until', until);
const next = await run('backup', backups);
const nextFraction = Number(next.said['written_bytes']) / Number(full.said['bytes']);

// one byte of the newest: another name of the same file in the older one is changed with it
const payloads = join(String(next.said['backup']), 'tables', 'sample_payloads');
const file = join(payloads, readdirSync(payloads)[0] as string);
const bytes = readFileSync(file);
bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
writeFileSync(file, bytes);
const edited = await startAssay(['verify', backups, '--json']).finished;
const damage = (JSON.parse(edited.stdout) as { damage: { path: string }[] }).damage;

const beforeRetention = await dump();
await run('storage', '--set', `samples=${keptDays.samples}d`, '--set', `payloads=${keptDays.payloads}d`);
const dropped = await run('storage', '--apply');
const atMs = Date.now();
const daysOf: Record<string, number> = {
  samples: keptDays.samples,
  retried_attempts: keptDays.samples,
  rollup_hours: keptDays.samples,
  run_cases: keptDays.samples,
  sample_payloads: keptDays.payloads,
};
/** The rows of a chunk are of one run, or of days that retention does not touch here. */
const expected = beforeRetention.filter(
  ({ table, chunk }) => !(table in daysOf) || Date.parse(chunk) + dayMs > atMs - (daysOf[table] ?? 0) * dayMs,
);
const left = (await dump()).filter(({ table }) => table !== 'retention_passes');

conclude(
  'backup',
  {
    verified: JSON.stringify(verified.said['damage']) === '[]',
    equal_rows: same(after, before),
    equal_answers: answersAfter === answersBefore,
    next_is_small: nextFraction < 0.02,
    changed_byte_is_found:
      edited.code === 6 && damage.length === 1 && file.endsWith(damage[0]?.path ?? 'nothing'),
    retention_removes_what_it_should: beforeRetention.length > expected.length && same(left, expected),
  },
  {
    samples,
    partitions: before.length,
    mb: Number(full.said['bytes']) / 1e6,
    backup_s: full.seconds,
    verify_s: verified.seconds,
    restore_s: restored.seconds,
    next_s: next.seconds,
    next_fraction: nextFraction,
    retention_s: dropped.seconds,
    peak_rss_mb: { backup: full.peakRssMb, restore: restored.peakRssMb },
  },
);
