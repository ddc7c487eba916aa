import type { ClickHouseClient } from '@clickhouse/client';
import { ask } from '../ask.ts';
import { placeKey } from '../storage/expired-rows.ts';
import type { Portion } from './due-runs.ts';

/**
 * Until when samples were removed by retention, by run, in seconds since 1970: figures before it cannot be computed any more, and stay as they are.
 * Runs that lost none are left out.
 */
export async function closedUntil(
  client: ClickHouseClient,
  { where, params }: Pick<Portion, 'where' | 'params'>,
): Promise<ReadonlyMap<string, number>> {
  const passes = await ask<{ project: string; suite_name: string; until: number }>(
    client,
    `SELECT project, suite_name, toUInt32(max(until_ms) / 1000) AS until FROM retention_passes
     WHERE what = 'samples' GROUP BY project, suite_name`,
  );
  if (passes.length === 0) return new Map();
  const untilOf = new Map(passes.map((pass) => [placeKey(pass), pass.until]));
  const latest = Math.max(...untilOf.values());
  const runs = await ask<{ run_id: string; project: string; suite_name: string }>(
    client,
    `SELECT run_id, toString(project) AS project, suite_name FROM runs FINAL
     WHERE ${where} AND started_at_ms < {latest:Float64}`,
    { ...params, latest: latest * 1000 },
  );
  const found = runs.map((run) => [run.run_id, untilOf.get(placeKey(run)) ?? 0] as const);
  return new Map(found.filter(([, until]) => until > 0));
}
