import type { ClickHouseClient } from '@clickhouse/client';
import type { Cutoffs, ExpiredRows } from '../../contract/storage-store.ts';
import { ask } from '../ask.ts';

type Place = Pick<Cutoffs, 'project' | 'suite_name'>;
export type CallKind = 'samples' | 'payloads';

export const tableOfKind = { samples: 'samples', payloads: 'sample_payloads' } as const;

export const placeKey = ({ project, suite_name: suite }: Place) => JSON.stringify([project, suite]);

export const projectsAndSuites = (client: ClickHouseClient): Promise<Place[]> =>
  ask(
    client,
    `SELECT DISTINCT project, suite_name FROM (
       SELECT toString(project) AS project, suite_name FROM runs FINAL
       UNION ALL SELECT toString(project) AS project, toString(suite_name) AS suite_name FROM rollup_days)
     ORDER BY project, suite_name`,
  );

/** Which place each run belongs to. */
export async function placesOfRuns(client: ClickHouseClient): Promise<Map<string, string>> {
  const rows = await ask<Place & { run_id: string }>(
    client,
    'SELECT run_id, toString(project) AS project, suite_name FROM runs FINAL',
  );
  return new Map(rows.map((row) => [row.run_id, placeKey(row)]));
}

export interface ExpiredRun {
  run_id: string;
  rows: number;
  oldest_ms: number;
}

/** Of each run that has rows before an instant. */
export const runsWithRowsBefore = (
  client: ClickHouseClient,
  table: string,
  beforeMs: number,
): Promise<ExpiredRun[]> =>
  ask(
    client,
    `SELECT toString(run_id) AS run_id, count() AS rows, min(started_at_ms) AS oldest_ms FROM ${table} FINAL
     WHERE started_at_ms < {before:Float64} GROUP BY run_id`,
    { before: beforeMs },
  );

/** Places with the same cutoff are looked at together. */
export const byCutoff = (cutoffs: readonly Cutoffs[], kind: keyof Cutoffs & ('figures' | CallKind)) =>
  [...Map.groupBy(cutoffs, (cutoff) => cutoff[kind])].flatMap(([beforeMs, places]) =>
    beforeMs === null ? [] : [{ beforeMs, places }],
  );

async function expiredCalls(
  client: ClickHouseClient,
  cutoffs: readonly Cutoffs[],
  what: CallKind,
  placeOf: ReadonlyMap<string, string>,
): Promise<ExpiredRows[]> {
  const found: ExpiredRows[] = [];
  for (const { beforeMs, places } of byCutoff(cutoffs, what)) {
    const runs = await runsWithRowsBefore(client, tableOfKind[what], beforeMs);
    const byPlace = Map.groupBy(runs, ({ run_id: id }) => placeOf.get(id));
    for (const { project, suite_name } of places) {
      const own = byPlace.get(placeKey({ project, suite_name })) ?? [];
      if (own.length === 0) continue;
      const rows = own.reduce((total, run) => total + run.rows, 0);
      const oldest_ms = own.reduce((oldest, run) => Math.min(oldest, run.oldest_ms), beforeMs);
      found.push({ project, suite_name, what, until_ms: beforeMs, rows, oldest_ms });
    }
  }
  return found;
}

async function expiredFigures(client: ClickHouseClient, cutoffs: readonly Cutoffs[]): Promise<ExpiredRows[]> {
  const found: ExpiredRows[] = [];
  for (const { beforeMs, places } of byCutoff(cutoffs, 'figures')) {
    const rows = await ask<Place & { rows: number; oldest_ms: number }>(
      client,
      `SELECT toString(project) AS project, toString(suite_name) AS suite_name, count() AS rows,
         toUnixTimestamp(min(day)) * 1000 AS oldest_ms
       FROM rollup_days FINAL WHERE day < toDateTime({before:Int64}, 'UTC') GROUP BY project, suite_name`,
      { before: Math.max(0, beforeMs / 1000) },
    );
    const own = new Set(places.map(placeKey));
    for (const row of rows)
      if (own.has(placeKey(row))) found.push({ ...row, what: 'figures', until_ms: beforeMs });
  }
  return found;
}

export async function expiredRows(
  client: ClickHouseClient,
  cutoffs: readonly Cutoffs[],
): Promise<ExpiredRows[]> {
  const placeOf = await placesOfRuns(client);
  return [
    ...(await expiredCalls(client, cutoffs, 'samples', placeOf)),
    ...(await expiredCalls(client, cutoffs, 'payloads', placeOf)),
    ...(await expiredFigures(client, cutoffs)),
  ];
}

export async function expiredRuns(client: ClickHouseClient, cutoffs: readonly Cutoffs[]): Promise<string[]> {
  const placeOf = await placesOfRuns(client);
  const found = new Set<string>();
  for (const what of ['samples', 'payloads'] as const)
    for (const { beforeMs, places } of byCutoff(cutoffs, what)) {
      const own = new Set(places.map(placeKey));
      for (const { run_id: id } of await runsWithRowsBefore(client, tableOfKind[what], beforeMs))
        if (own.has(placeOf.get(id) ?? '')) found.add(id);
    }
  return [...found].toSorted();
}

/** When rows were last removed for their age, ms since 1970. */
export async function lastPass(client: ClickHouseClient): Promise<number | null> {
  const [row] = await ask<{ passes: number; at: number }>(
    client,
    'SELECT count() AS passes, max(applied_at_ms) AS at FROM retention_passes',
  );
  return row && row.passes > 0 ? row.at : null;
}
