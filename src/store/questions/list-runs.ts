import type { ClickHouseClient } from '@clickhouse/client';
import type { Run } from '../../contract/run.ts';
import { ask } from '../ask.ts';

/** Newest first. */
export async function listRuns(client: ClickHouseClient, limit: number): Promise<Run[]> {
  const rows = await ask<{ document: string }>(
    client,
    'SELECT document FROM runs FINAL ORDER BY started_at_ms DESC, run_id DESC LIMIT {limit:UInt32}',
    { limit },
  );
  return rows.map((row) => JSON.parse(row.document) as Run);
}
