import type { ClickHouseClient } from '@clickhouse/client';
import type { RunQuery } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { ask } from '../ask.ts';

const defaultListed = 200;
/** No instant of `started_at_ms` is later. */
const endOfTime = 2 ** 52;

/** Newest first. */
export async function listRuns(client: ClickHouseClient, query: RunQuery = {}): Promise<Run[]> {
  const { limit = defaultListed, offset = 0, sinceMs = 0, untilMs = endOfTime, suiteName } = query;
  const rows = await ask<{ document: string }>(
    client,
    `SELECT document FROM runs FINAL
     WHERE started_at_ms >= {since:Float64} AND started_at_ms < {until:Float64}
     ${suiteName === undefined ? '' : 'AND suite_name = {suite:String}'}
     ORDER BY started_at_ms DESC, run_id DESC LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    {
      limit,
      offset,
      since: sinceMs,
      until: untilMs,
      ...(suiteName !== undefined && { suite: suiteName }),
    },
  );
  return rows.map((row): Run => JSON.parse(row.document));
}
