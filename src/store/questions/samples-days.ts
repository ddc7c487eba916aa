import type { ClickHouseClient } from '@clickhouse/client';
import { ask } from '../ask.ts';

/** For how many days samples are kept, as the table was made; `null`: it does not say. */
export async function samplesDays(client: ClickHouseClient): Promise<number | null> {
  const [row] = await ask<{ days: string }>(
    client,
    `SELECT extract(create_table_query, 'toIntervalDay\\\\((\\\\d+)\\\\)') AS days FROM system.tables
     WHERE database = currentDatabase() AND name = 'samples'`,
  );
  return row && row.days !== '' ? Number(row.days) : null;
}
