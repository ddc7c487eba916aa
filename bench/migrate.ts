/**
 * A data directory of many days moved to a ClickHouse server (the real engine behind an endpoint): once in one go, once killed half-way
 * and resumed. The same rows by count and hash, and the same answers, each time; what was there is not sent again.
 */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TableChunk } from '../src/contract/backup.ts';
import type { Migration } from '../src/contract/migration.ts';
import { openStore } from '../src/store/open-store.ts';
import { startClickHouse } from '../test/clickhouse/clickhouse-endpoint.ts';
import { runAssay, startAssay } from './support/assay-process.ts';
import { makeDays } from './support/made-days.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const days = 15;
const [targets, cases] = [10, Math.ceil(Number(process.argv[2] ?? 150_000) / 10 / days)];
const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const { runIds, samples } = await makeDays(dataDir, { days, targets, cases, lastMs: Date.now() - 3_600_000 });

const json = async (args: string[]) => JSON.parse((await runAssay([...args, '--json'])).stdout) as unknown;
/** The same end each time. */
const until = new Date(Date.now() - 60_000).toISOString();
const some = [runIds[0], runIds[days >> 1], runIds.at(-1)] as string[];
/** What list, show and history say. */
async function answers(where: string[]): Promise<string> {
  const asked = [
    ['list', '--limit', '1000'],
    ...some.map((id) => ['show', id]),
    ['history', '--bucket', 'day', '--until', until],
  ];
  const said = [];
  for (const args of asked) said.push(await json([...args, ...where]));
  return JSON.stringify(said);
}
async function dumpOf(location: { dataDir: string } | { url: string }): Promise<TableChunk[]> {
  const store = await openStore(location);
  const { chunks } = await store.dump();
  await store.close();
  return chunks;
}

const here = ['--data-dir', dataDir];
const answersHere = await answers(here);
const before = await dumpOf({ dataDir });
console.error(`${samples} samples of ${days} days`);
const timed = async (args: string[]) => (await runAssay([...args, ...here])).wallMs / 1000;
const backupS = await timed(['backup', join(folder, 'backups')]);
const restored = await runAssay(['restore', join(folder, 'backups'), '--data-dir', join(folder, 'restored')]);

const server = await startClickHouse(mkdtempSync(join(folder, 'server-')));
const other = server.url.replace(/assay$/, 'killed');
await server.execute('CREATE DATABASE killed');
const move = (to: string, ...more: string[]) => ['migrate', '--to', to, '--json', ...more, ...here];

const planned = JSON.parse((await runAssay(move(server.url, '--dry-run'))).stdout) as Migration;
const whole = await runAssay(move(server.url));
const moved = JSON.parse(whole.stdout) as Migration;
console.error(`moved in ${Math.round(whole.wallMs / 1000)} s`);

// half of the partitions are there, and one that is there in part
const inserts = () => server.requests.get('INSERT') ?? 0;
const partitions = moved.tables.reduce((total, table) => total + table.partitions, 0);
const half = inserts() + partitions / 2;
const killed = startAssay(move(other));
while (inserts() < half && killed.child.exitCode === null) await sleep(5);
killed.child.kill('SIGKILL');
const { code: killedCode } = await killed.finished;
await server.execute(
  'ALTER TABLE killed.runs DELETE WHERE cityHash64(run_id) % 2 = 0 SETTINGS mutations_sync = 2',
);
const resumed = JSON.parse((await runAssay(move(other))).stdout) as Migration;
const again = JSON.parse((await runAssay(move(other))).stdout) as Migration;

const [there, thereAfterKill] = [await dumpOf({ url: server.url }), await dumpOf({ url: other })];
const answersThere = await answers(['--data-dir', join(folder, 'of-server'), '--results', server.url]);
const answersAfterKill = await answers(['--data-dir', join(folder, 'of-killed'), '--results', other]);
await server.close();
const sentPartitions = resumed.tables.reduce((total, table) => total + table.sent_partitions, 0);
const same = (chunks: TableChunk[]) => JSON.stringify(chunks) === JSON.stringify(before);

conclude(
  'migrate',
  {
    dry_run_sends_nothing:
      planned.dry_run && planned.sent_rows === planned.rows && planned.rows === moved.rows,
    equal_rows: same(there),
    equal_answers: answersThere === answersHere,
    killed_half_way: killedCode === null,
    resumed_with_the_rest: sentPartitions > 0 && sentPartitions < 0.75 * partitions,
    equal_rows_after_kill: same(thereAfterKill),
    equal_answers_after_kill: answersAfterKill === answersHere,
    nothing_twice: again.sent_rows === 0,
    source_unchanged: same(await dumpOf({ dataDir })),
    // both write the same files and read them back
    as_fast_as_backup_and_restore: whole.wallMs / 1000 < 2 * (backupS + restored.wallMs / 1000),
  },
  {
    samples,
    rows: moved.rows,
    partitions,
    seconds: whole.wallMs / 1000,
    rows_per_second: Math.round(moved.rows / moved.seconds),
    sent_mb: (moved.sent_bytes ?? 0) / 1e6,
    backup_s: backupS,
    restore_s: restored.wallMs / 1000,
    peak_rss_mb: whole.peakRssMb,
    resumed_partitions: sentPartitions,
  },
);
