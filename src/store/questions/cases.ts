import type { ClickHouseClient } from '@clickhouse/client';
import type { RunCase } from '../../contract/run-case.ts';
import { ask } from '../ask.ts';

/** The cases kept with a run, in the order of the suite. */
export async function cases(client: ClickHouseClient, runId: string): Promise<RunCase[]> {
  const rows = await ask<{ document: string }>(
    client,
    'SELECT document FROM run_cases FINAL WHERE run_id = {run:String} ORDER BY case_index',
    { run: runId },
  );
  return rows.map(({ document }): RunCase => JSON.parse(document));
}
