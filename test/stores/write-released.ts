/**
 * `node test/stores/write-released.ts`: a small database as these sources make it, in `released/` under the number of their newest migration.
 * To be called before a migration is added.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../../src/store/ask.ts';
import { openEmbedded } from '../../src/store/engine.ts';
import { migrations } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/open-store.ts';
import { madeUp } from '../made-up/made-up-run.ts';

const number = migrations.at(-1)?.name.slice(0, 4);
const dataDir = mkdtempSync(join(tmpdir(), 'assay-released-'));
const startedAtMs = Date.parse('2026-11-30T10:00:00Z');
const runId = `01a22be5-a500-7000-8000-00000000${number}`;
const { run, cases, batch } = madeUp({ runId, targets: 2, cases: 2, startedAtMs });
const store = await openStore({ dataDir, retention: { samplesDays: null } });
await store.putRun(run, cases);
await store.insert(batch);
await store.refresh();
await store.close();

const { client, close } = await openEmbedded(dataDir);
const found = await ask<{ name: string; create_table_query: string }>(
  client,
  `SELECT name, create_table_query FROM system.tables
   WHERE database = currentDatabase() AND engine = 'ReplacingMergeTree' ORDER BY name`,
);
const tables = [];
for (const { name, create_table_query: query } of found) {
  const file = join(dataDir, `${name}.native.zst`);
  await client.command({
    query: `INSERT INTO FUNCTION file('${file}', 'Native', 'auto', 'zstd') SELECT * FROM ${name} FINAL`,
  });
  tables.push({
    name,
    create: query.replace(/^CREATE TABLE \w+\./, 'CREATE TABLE '),
    native: readFileSync(file).toString('base64'),
  });
}
await close();
rmSync(dataDir, { recursive: true });
writeFileSync(
  new URL(`released/${number}.json`, import.meta.url),
  `${JSON.stringify({ tables }, null, 2)}\n`,
);
