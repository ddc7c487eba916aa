import type { ClickHouseClient } from '@clickhouse/client';
import { ask } from '../ask.ts';

export async function runIds(client: ClickHouseClient): Promise<string[]> {
  const rows = await ask<{ run_id: string }>(client, 'SELECT DISTINCT run_id FROM runs');
  return rows.map(({ run_id }) => run_id);
}
