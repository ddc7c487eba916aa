import type { ClickHouseClient } from '@clickhouse/client';
import { ask } from '../ask.ts';
import { dimensionNames } from '../rollups/rollup-columns.ts';

const ofTables = [
  ['rollup_hours', ['target_key', 'suite_name', 'hour', 'run_id']],
  ['rollup_days', ['target_key', 'suite_name', 'day']],
] as const;

/** Calls of different reasoning efforts are counted apart. A key takes a new column only in the statement that adds it. */
export const rollupsByEffort = (): string[] =>
  ofTables.map(
    ([table, keys]) =>
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS reasoning_effective LowCardinality(String) AFTER region, MODIFY ORDER BY (${[
        ...keys,
        ...dimensionNames.slice(2),
      ].join(', ')})`,
  );

/** Figures of runs in which an effort was reported are of no effort yet: all are made again when they are next read. */
export async function forgetRollups(
  client: ClickHouseClient,
  run: (statement: string) => Promise<void>,
): Promise<void> {
  const reported = await ask(client, "SELECT 1 FROM samples WHERE reasoning_effective != '' LIMIT 1");
  if (reported.length > 0) await run('ALTER TABLE rollup_runs DELETE WHERE true SETTINGS mutations_sync = 2');
}
