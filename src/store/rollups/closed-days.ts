import type { ClickHouseClient } from '@clickhouse/client';
import { ask } from '../ask.ts';
import { placeKey } from '../storage/expired-rows.ts';

/**
 * Until when samples were removed by retention, by run, in seconds since 1970: figures before it cannot be computed any more, and stay as they are.
 * 0: nothing was.
 */
export async function closedUntil(
  client: ClickHouseClient,
  runIds: readonly string[],
): Promise<(runId: string) => number> {
  const passes = await ask<{ project: string; suite_name: string; until: number }>(
    client,
    `SELECT project, suite_name, toUInt32(max(until_ms) / 1000) AS until FROM retention_passes
     WHERE what = 'samples' GROUP BY project, suite_name`,
  );
  if (passes.length === 0) return () => 0;
  const untilOf = new Map(passes.map((pass) => [placeKey(pass), pass.until]));
  const runs = await ask<{ run_id: string; project: string; suite_name: string }>(
    client,
    `SELECT run_id, toString(project) AS project, suite_name FROM runs FINAL WHERE run_id IN {runs:Array(String)}`,
    { runs: [...runIds] },
  );
  const found = new Map(runs.map((run) => [run.run_id, untilOf.get(placeKey(run)) ?? 0]));
  return (runId) => found.get(runId) ?? 0;
}
