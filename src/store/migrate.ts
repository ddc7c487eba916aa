import type { ClickHouseClient } from '@clickhouse/client';
import { ask } from './ask.ts';
import { runsAndSamples } from './migrations/0001-runs-and-samples.ts';
import { networkAndCounts } from './migrations/0002-network-and-counts.ts';
import type { Retention } from './retention.ts';
import type { TableForm } from './table-template.ts';

/** In order; a name once released never changes its statements. */
const migrations: { name: string; statements(retention: Retention, form: TableForm): string[] }[] = [
  { name: '0001-runs-and-samples', statements: runsAndSamples },
  { name: '0002-network-and-counts', statements: networkAndCounts },
];

const ledger = `CREATE TABLE IF NOT EXISTS schema_migrations (name String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
  ENGINE = ReplacingMergeTree ORDER BY name`;

/**
 * Applies what is not yet in `schema_migrations`; returns the names it applied. A crash half-way is repaired by the next open:
 * every statement can be run again.
 */
export async function migrate(
  client: ClickHouseClient,
  retention: Retention,
  form: TableForm = { kind: 'single' },
): Promise<string[]> {
  await client.command({ query: ledger });
  const rows = await ask<{ name: string }>(client, 'SELECT name FROM schema_migrations FINAL');
  const applied = new Set(rows.map((row) => row.name));
  const fresh = migrations.filter((migration) => !applied.has(migration.name));
  for (const { name, statements } of fresh) {
    for (const query of statements(retention, form)) await client.command({ query });
    await client.insert({ table: 'schema_migrations', values: [{ name }], format: 'JSONEachRow' });
  }
  return fresh.map((migration) => migration.name);
}
