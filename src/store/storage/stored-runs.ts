import type { ClickHouseClient } from '@clickhouse/client';
import type { StoredRun, StoredRunQuery } from '../../contract/storage-store.ts';
import { ask } from '../ask.ts';
import { tablesOfRuns } from './delete-runs.ts';

/** Oldest first. */
export const storedRuns = (
  client: ClickHouseClient,
  { beforeMs, suite, project }: StoredRunQuery,
): Promise<StoredRun[]> =>
  ask(
    client,
    `SELECT run_id, suite_name, toString(project) AS project, started_at_ms, toString(status) AS status FROM runs FINAL
     WHERE started_at_ms < {before:Float64}
     ${suite === undefined ? '' : 'AND suite_name = {suite:String}'}
     ${project === undefined ? '' : 'AND project = {project:String}'}
     ORDER BY started_at_ms, run_id`,
    { before: beforeMs, ...(suite !== undefined && { suite }), ...(project !== undefined && { project }) },
  );

/** Parameters are part of an address, which may not be of any length. */
const runsAtOnce = 200;

/** Each row once, whatever was written twice. */
export async function rowsOfRuns(
  client: ClickHouseClient,
  runIds: readonly string[],
): Promise<{ run_id: string; table: string; rows: number }[]> {
  const found = [];
  for (let at = 0; at < runIds.length; at += runsAtOnce)
    for (const table of tablesOfRuns)
      for (const row of await ask<{ run_id: string; rows: number }>(
        client,
        `SELECT toString(run_id) AS run_id, count() AS rows FROM ${table} FINAL
         WHERE run_id IN {runs:Array(String)} GROUP BY run_id`,
        { runs: runIds.slice(at, at + runsAtOnce) },
      ))
        found.push({ ...row, table });
  return found;
}
