import type { ClickHouseClient } from '@clickhouse/client';
import type { TableSize } from '../../contract/storage-store.ts';
import { ask } from '../ask.ts';
import type { Engine } from '../engine.ts';
import { sqlLiteral } from '../sql-literal.ts';

/** How each table with times calls them, in ms. */
const timeOf: Record<string, string> = {
  runs: 'started_at_ms',
  samples: 'started_at_ms',
  sample_payloads: 'started_at_ms',
  retried_attempts: 'started_at_ms',
  rollup_hours: 'toUnixTimestamp(hour) * 1000',
  rollup_days: 'toUnixTimestamp(day) * 1000',
};

async function oldest(client: ClickHouseClient, table: string): Promise<number | null> {
  const time = timeOf[table];
  if (time === undefined) return null;
  const [row] = await ask<{ rows: number; at: number }>(
    client,
    `SELECT count() AS rows, min(${time}) AS at FROM ${table}`,
  );
  return row && row.rows > 0 ? row.at : null;
}

/** All tables, the largest first. */
export async function tableSizes({ client, cluster }: Engine): Promise<TableSize[]> {
  const parts = cluster === undefined ? 'system.parts' : `cluster(${sqlLiteral(cluster)}, system.parts)`;
  const rows = await ask<{ table: string; rows: number; bytes: number }>(
    client,
    `SELECT replaceRegexpOne(name, '_local$', '') AS table, sum(p.rows) AS rows, sum(p.bytes_on_disk) AS bytes
     FROM (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%ReplacingMergeTree') AS t
     LEFT JOIN (SELECT table, rows, bytes_on_disk FROM ${parts} WHERE database = currentDatabase() AND active) AS p ON p.table = t.name
     GROUP BY name ORDER BY bytes DESC, table`,
  );
  const sizes: TableSize[] = [];
  for (const row of rows) sizes.push({ ...row, oldest_ms: await oldest(client, row.table) });
  return sizes;
}
