import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { openEmbedded, type Engine } from './engine.ts';
import { joinAdditions } from './join-additions.ts';
import { migrate, migrations } from './migrate.ts';
import { earlierSamplesDays } from './storage/earlier-days.ts';
import { onCluster } from './on-cluster.ts';
import { latencyMetrics } from '../contract/measured-fields.ts';
import { storedColumns } from './packed/sample-row.ts';
import { sampleColumns } from './sample-columns.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-migrate-'));
const names = [
  '0001-runs-and-samples',
  '0002-network-and-counts',
  '0003-steps',
  '0004-modalities',
  '0005-fingerprint',
  '0006-service-tier',
  '0007-cached-cost',
  '0008-billing',
  '0009-served-by',
  '0010-error-body',
  '0011-history-fields',
  '0012-rollups',
  '0013-retention',
  '0014-rollups-by-effort',
  '0015-whole-microseconds',
];
let engine: Engine;
beforeAll(async () => {
  engine = await openEmbedded(dataDir);
});
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('applies each migration once', async () => {
  expect(await migrate(engine.client)).toEqual(names);
  expect(await migrate(engine.client)).toEqual([]);
});

it('can apply a migration again that was cut off before it was recorded', async () => {
  await engine.client.command({ query: 'TRUNCATE TABLE schema_migrations' });
  await engine.client.command({ query: 'DROP TABLE retried_attempts' });
  expect(await migrate(engine.client)).toEqual(names);
  expect(await ask(engine.client, 'SELECT * FROM retried_attempts')).toEqual([]);
});

it('has a column for every field of a sample, and every metric that may be unknown is Nullable', async () => {
  const columns = await ask<{ name: string; type: string; default_kind: string }>(
    engine.client,
    "SELECT name, type, default_kind FROM system.columns WHERE table = 'samples' AND database = currentDatabase()",
  );
  const names = new Set([...sampleColumns, ...storedColumns, 'version']);
  expect(columns.map((column) => column.name).toSorted()).toEqual([...names].toSorted());
  // times are stored as whole numbers, and read as ms
  const read = columns.filter(({ default_kind: kind }) => kind === 'ALIAS');
  expect(read.map(({ name }) => name).toSorted()).toEqual([...latencyMetrics].toSorted());
  const metrics = columns.filter(
    ({ name }) => /_(ms|us|ns|rest|tokens|nanousd|user|e2e|s|gap)$/.test(name) && name !== 'started_at_ms',
  );
  expect(metrics).toHaveLength(49);
  for (const { name, type } of metrics) expect(type, name).toMatch(/^Nullable/);
});

it('leaves no table that drops rows by itself, and keeps what an earlier one was made for', async () => {
  const limited = () =>
    ask(
      engine.client,
      "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine_full LIKE '% TTL %'",
    );
  expect(await limited()).toEqual([]);
  expect(await earlierSamplesDays(engine.client)).toBeNull();
  for (const query of [
    "ALTER TABLE samples MODIFY TTL toDateTime(started_at_ms / 1000, 'UTC') + INTERVAL 800 DAY",
    'ALTER TABLE rollup_hours MODIFY TTL hour + INTERVAL 800 DAY',
    "ALTER TABLE schema_migrations DELETE WHERE name = '0013-retention' SETTINGS mutations_sync = 2",
  ])
    await engine.client.command({ query });
  expect(await migrate(engine.client)).toEqual(['0013-retention']);
  expect(await limited()).toEqual([]);
  expect(await earlierSamplesDays(engine.client)).toBe(800);
});

it('knows every statement on a cluster, in a form that the engine can parse', async () => {
  const single = migrations.flatMap(({ statements }) => joinAdditions(statements()));
  const all = single.flatMap((statement) => onCluster(statement, 'assay'));
  for (const query of all) {
    const tree = await engine.client.query({ query: `EXPLAIN AST ${query}`, format: 'TabSeparated' });
    expect(await tree.text()).toMatch(/(CreateQuery|AlterQuery)/);
  }
  const created = all.filter((query) => query.startsWith('CREATE'));
  const tables = single.filter((query) => query.startsWith('CREATE')).length;
  expect(
    created.filter((query) => query.includes("ReplicatedReplacingMergeTree('/clickhouse/")),
  ).toHaveLength(tables);
  expect(created.filter((query) => query.includes("Distributed('assay', currentDatabase()"))).toHaveLength(
    tables,
  );
  for (const query of all) expect(query).toContain("ON CLUSTER 'assay'");
});

it('makes a cluster form only of what it knows', () => {
  expect(() => onCluster('DROP TABLE samples', 'assay')).toThrow('not known on a cluster');
  expect(() => onCluster('ALTER TABLE samples ADD COLUMN a Int8', "a'b")).toThrow('not a valid cluster name');
  expect(
    onCluster('ALTER TABLE days ADD COLUMN IF NOT EXISTS a String, MODIFY ORDER BY (day, a)', 'c'),
  ).toEqual([
    "ALTER TABLE days_local ON CLUSTER 'c' ADD COLUMN IF NOT EXISTS a String, MODIFY ORDER BY (day, a)",
    "ALTER TABLE days ON CLUSTER 'c' ADD COLUMN IF NOT EXISTS a String",
  ]);
  expect(onCluster('ALTER TABLE samples MODIFY TTL a', '{cluster}')).toEqual([
    "ALTER TABLE samples_local ON CLUSTER '{cluster}' MODIFY TTL a",
  ]);
});
