import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { openEmbedded, type Engine } from './engine.ts';
import { joinAdditions } from './join-additions.ts';
import { migrate, migrations } from './migrate.ts';
import { onCluster } from './on-cluster.ts';
import { defaultRetention } from './retention.ts';
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
  expect(await migrate(engine.client, defaultRetention)).toEqual(names);
  expect(await migrate(engine.client, defaultRetention)).toEqual([]);
});

it('can apply a migration again that was cut off before it was recorded', async () => {
  await engine.client.command({ query: 'TRUNCATE TABLE schema_migrations' });
  await engine.client.command({ query: 'DROP TABLE retried_attempts' });
  expect(await migrate(engine.client, defaultRetention)).toEqual(names);
  expect(await ask(engine.client, 'SELECT * FROM retried_attempts')).toEqual([]);
});

it('has a column for every field of a sample, and every metric that may be unknown is Nullable', async () => {
  const columns = await ask<{ name: string; type: string }>(
    engine.client,
    "SELECT name, type FROM system.columns WHERE table = 'samples' AND database = currentDatabase()",
  );
  expect(columns.map((column) => column.name).toSorted()).toEqual([...sampleColumns, 'version'].toSorted());
  const metrics = columns.filter(
    ({ name }) => /_(ms|tokens|nanousd|user|e2e|s|gap)$/.test(name) && name !== 'started_at_ms',
  );
  expect(metrics).toHaveLength(33);
  for (const { name, type } of metrics) expect(type, name).toMatch(/^Nullable/);
});

it('keeps rows as long as it is told', async () => {
  const tables = await ask<{ name: string; ddl: string }>(
    engine.client,
    "SELECT name, create_table_query AS ddl FROM system.tables WHERE database = currentDatabase() AND name LIKE 'sample%'",
  );
  const days = Object.fromEntries(
    tables.map(({ name, ddl }) => [name, /toIntervalDay\((\d+)\)/.exec(ddl)?.[1]]),
  );
  expect(days).toEqual({ samples: '400', sample_payloads: '90' });
});

it('knows every statement on a cluster, in a form that the engine can parse', async () => {
  const single = migrations.flatMap(({ statements }) => joinAdditions(statements(defaultRetention)));
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
  expect(onCluster('ALTER TABLE samples MODIFY TTL a', '{cluster}')).toEqual([
    "ALTER TABLE samples_local ON CLUSTER '{cluster}' MODIFY TTL a",
  ]);
});
