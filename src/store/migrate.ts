import type { ClickHouseClient } from '@clickhouse/client';
import { AssayError } from '../contract/errors.ts';
import { ask } from './ask.ts';
import { forgetRollups, rollupsByEffort } from './migrations/0014-rollups-by-effort.ts';
import { removeLimits, retentionPasses } from './migrations/0013-retention.ts';
import { rollups } from './migrations/0012-rollups.ts';
import { errorBody } from './migrations/0010-error-body.ts';
import { fillHistoryFields, historyFields } from './migrations/0011-history-fields.ts';
import { runsAndSamples } from './migrations/0001-runs-and-samples.ts';
import { networkAndCounts } from './migrations/0002-network-and-counts.ts';
import { servedBy } from './migrations/0009-served-by.ts';
import { billing } from './migrations/0008-billing.ts';
import { cachedCost } from './migrations/0007-cached-cost.ts';
import { serviceTier } from './migrations/0006-service-tier.ts';
import { fingerprint } from './migrations/0005-fingerprint.ts';
import { modalities } from './migrations/0004-modalities.ts';
import { packTimes, wholeMicroseconds } from './migrations/0015-whole-microseconds.ts';
import { steps } from './migrations/0003-steps.ts';
import { joinAdditions } from './join-additions.ts';
import { statementRunner } from './statement-runner.ts';
import { createTable } from './table-template.ts';

/** In order; a name once released never changes its statements. */
export const migrations: {
  name: string;
  statements(): string[];
  /** What old rows must be given that no statement can compute; `run` carries one out on every machine. */
  fill?(client: ClickHouseClient, run: (statement: string) => Promise<void>): Promise<void>;
}[] = [
  { name: '0001-runs-and-samples', statements: runsAndSamples },
  { name: '0002-network-and-counts', statements: networkAndCounts },
  { name: '0003-steps', statements: steps },
  { name: '0004-modalities', statements: modalities },
  { name: '0005-fingerprint', statements: fingerprint },
  { name: '0006-service-tier', statements: serviceTier },
  { name: '0007-cached-cost', statements: cachedCost },
  { name: '0008-billing', statements: billing },
  { name: '0009-served-by', statements: servedBy },
  { name: '0010-error-body', statements: errorBody },
  { name: '0011-history-fields', statements: historyFields, fill: fillHistoryFields },
  { name: '0012-rollups', statements: rollups },
  { name: '0013-retention', statements: retentionPasses, fill: removeLimits },
  { name: '0014-rollups-by-effort', statements: rollupsByEffort, fill: forgetRollups },
  { name: '0015-whole-microseconds', statements: wholeMicroseconds, fill: packTimes },
];

const ledger = createTable({
  name: 'schema_migrations',
  columns: ['name String', "applied_at DateTime64(3, 'UTC') DEFAULT now64(3)"],
  orderBy: ['name'],
});

/**
 * Applies what is not yet in `schema_migrations`; returns the names it applied. A crash half-way is repaired by the next open:
 * every statement can be run again. `cluster`: its name, for a ClickHouse of several machines. `only`: of these, as an earlier version had them.
 */
export async function migrate(
  client: ClickHouseClient,
  cluster?: string,
  only?: readonly string[],
): Promise<string[]> {
  const run = statementRunner({ client, ...(cluster !== undefined && { cluster }) });
  await run(ledger);
  const rows = await ask<{ name: string }>(client, 'SELECT name FROM schema_migrations FINAL');
  const applied = new Set(rows.map((row) => row.name));
  const names = new Set(migrations.map(({ name }) => name));
  const newer = [...applied].filter((name) => !names.has(name));
  if (newer.length > 0)
    throw new AssayError(
      'store-failed',
      `The database was made by a newer version of Assay (${newer.join(', ')}).`,
      {
        remedy: 'Use that version, or choose another data directory with --data-dir.',
      },
    );
  const fresh = migrations.filter(({ name }) => !applied.has(name) && (only?.includes(name) ?? true));
  for (const { name, statements, fill } of fresh) {
    for (const statement of joinAdditions(statements())) await run(statement);
    await fill?.(client, run);
    await client.insert({ table: 'schema_migrations', values: [{ name }], format: 'JSONEachRow' });
  }
  return fresh.map((migration) => migration.name);
}
