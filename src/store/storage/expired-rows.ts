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
async function placesOfRuns(client: ClickHouseClient): Promise<Map<string, string>> {
  const rows = await ask<Place & { run_id: string }>(
    client,
    'SELECT run_id, toString(project) AS project, suite_name FROM runs FINAL',
  );
  return new Map(rows.map((row) => [row.run_id, placeKey(row)]));
}

interface ExpiredRun {
  run_id: string;
  rows: number;
  oldest_ms: number;
}

/** Of each run that has rows before an instant. */
const runsWithRowsBefore = (
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
const byCutoff = (cutoffs: readonly Cutoffs[], kind: keyof Cutoffs & ('figures' | CallKind)) =>
  [...Map.groupBy(cutoffs, (cutoff) => cutoff[kind])].flatMap(([beforeMs, places]) =>
    beforeMs === null ? [] : [{ beforeMs, places }],
  );

/** Runs of one place with rows of a kind that are past their time. */
export interface ExpiredCalls {
  what: CallKind;
  beforeMs: number;
  place: Place;
  runs: ExpiredRun[];
}

/** Places without any are left out. */
export async function expiredCalls(
  client: ClickHouseClient,
  cutoffs: readonly Cutoffs[],
): Promise<ExpiredCalls[]> {
  const placeOf = await placesOfRuns(client);
  const found: ExpiredCalls[] = [];
  for (const what of ['samples', 'payloads'] as const)
    for (const { beforeMs, places } of byCutoff(cutoffs, what)) {
      const all = await runsWithRowsBefore(client, tableOfKind[what], beforeMs);
      const byPlace = Map.groupBy(all, ({ run_id: id }) => placeOf.get(id));
      for (const place of places) {
        const runs = byPlace.get(placeKey(place));
        if (runs) found.push({ what, beforeMs, place, runs });
      }
    }
  return found;
}

export const callRows = (calls: readonly ExpiredCalls[]): ExpiredRows[] =>
  calls.map(({ what, beforeMs, place: { project, suite_name }, runs }) => ({
    project,
    suite_name,
    what,
    until_ms: beforeMs,
    rows: runs.reduce((total, { rows }) => total + rows, 0),
    oldest_ms: runs.reduce((oldest, { oldest_ms: ms }) => Math.min(oldest, ms), beforeMs),
  }));

/** Each run once. */
export const callRuns = (calls: readonly ExpiredCalls[]): string[] =>
  [...new Set(calls.flatMap(({ runs }) => runs.map(({ run_id: id }) => id)))].toSorted();

export async function expiredFigures(
  client: ClickHouseClient,
  cutoffs: readonly Cutoffs[],
): Promise<ExpiredRows[]> {
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

export const expiredRows = async (
  client: ClickHouseClient,
  cutoffs: readonly Cutoffs[],
): Promise<ExpiredRows[]> => [
  ...callRows(await expiredCalls(client, cutoffs)),
  ...(await expiredFigures(client, cutoffs)),
];

export const expiredRuns = async (client: ClickHouseClient, cutoffs: readonly Cutoffs[]): Promise<string[]> =>
  callRuns(await expiredCalls(client, cutoffs));

/** When rows were last removed for their age, ms since 1970. */
export async function lastPass(client: ClickHouseClient): Promise<number | null> {
  const [row] = await ask<{ passes: number; at: number }>(
    client,
    'SELECT count() AS passes, max(applied_at_ms) AS at FROM retention_passes',
  );
  return row && row.passes > 0 ? row.at : null;
}
