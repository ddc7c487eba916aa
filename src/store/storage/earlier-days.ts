import type { ClickHouseClient } from '@clickhouse/client';
import { ask } from '../ask.ts';

/** For how many days tables of an earlier version were made to keep samples; `null`: as usual. */
export async function earlierSamplesDays(client: ClickHouseClient): Promise<number | null> {
  const [row] = await ask<{ days: string }>(
    client,
    `SELECT extract(comment, 'kept for (\\\\d+) days') AS days FROM system.tables
     WHERE database = currentDatabase() AND name IN ('samples', 'samples_local') AND comment != ''`,
  );
  return row && row.days !== '' ? Number(row.days) : null;
}
