import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { openEmbedded, type Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { runsAndSamples } from './migrations/0001-runs-and-samples.ts';
import { defaultRetention } from './retention.ts';
import { sampleColumns } from './sample-columns.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-migrate-'));
const names = ['0001-runs-and-samples', '0002-network-and-counts'];
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
  expect(metrics).toHaveLength(25);
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

it('has a replicated form that the engine can parse', async () => {
  const statements = runsAndSamples(defaultRetention, { kind: 'replicated' });
  for (const statement of statements) {
    expect(statement).toContain('ReplicatedReplacingMergeTree');
    const tree = await engine.client.query({ query: `EXPLAIN AST ${statement}`, format: 'TabSeparated' });
    expect(await tree.text()).toContain('ReplicatedReplacingMergeTree');
  }
});
