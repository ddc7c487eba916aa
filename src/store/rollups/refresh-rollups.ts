/**
 * Rollups follow the rows they are made of: those of a run are computed anew, whole, once a row of it was written. Nothing is added up as rows
 * come: scoring and pricing write the same ids again, and would be counted twice.
 */
import type { ClickHouseClient } from '@clickhouse/client';
import { ask, type QueryParams } from '../ask.ts';
import { callsWhere } from './calls.ts';
import { closedUntil } from './closed-days.ts';
import { dimensionNames, figures } from './rollup-columns.ts';
import type { Watches } from './shared-refresh.ts';

/** `seen`: version of its newest row. */
interface StaleRun {
  run_id: string;
  seen: string;
}

/** Rows written at one time by several processes may become visible out of order. */
const overlapNs = 60e9;
const runsAtOnce = 100;

const writtenRows = ['samples', 'retried_attempts', 'runs']
  .map(
    (table) =>
      `SELECT toString(run_id) AS run_id, version FROM ${table} WHERE version > (SELECT since FROM looked)`,
  )
  .join(' UNION ALL ');

/** Runs of which rows were written since they were rolled up. */
const staleRuns = (client: ClickHouseClient): Promise<StaleRun[]> =>
  ask(
    client,
    `WITH looked AS (SELECT toUInt64(greatest(0, toFloat64(max(seen)) - ${overlapNs})) AS since FROM rollup_runs)
     SELECT run_id, toString(newest) AS seen
     FROM (SELECT run_id, max(version) AS newest FROM (${writtenRows}) GROUP BY run_id) AS written
     LEFT JOIN (SELECT run_id, seen FROM rollup_runs FINAL) AS done USING (run_id)
     WHERE newest > done.seen ORDER BY run_id`,
  );

const columns = figures.map(({ column }) => column);
const ofRuns = 'run_id IN {runs:Array(String)}';
/** Where the samples are still there. */
const open =
  'toUnixTimestamp(hour) >= arrayElement({closed:Array(UInt32)}, indexOf({runs:Array(String)}, toString(run_id)))';

const calls = callsWhere(`${ofRuns} AND ${open}`, ofRuns);

interface Table {
  name: string;
  keys: string[];
  /** Where its figures come from, by the keys. */
  from: string;
  /** Which of its rows are made anew. */
  where: string;
}

const hours: Table = {
  name: 'rollup_hours',
  keys: ['hour', 'run_id', ...dimensionNames],
  from: `${figures.map(({ ofCalls, column }) => `${ofCalls} AS made_${column}`).join(', ')} FROM (${calls})`,
  where: `${ofRuns} AND ${open}`,
};

/** Days of the projects and suites of the runs: of others the hours may be gone, as they may be kept for less long. */
const ofDays = (day: string) =>
  `${day} IN {days:Array(DateTime('UTC'))} AND has(arrayZip({days:Array(DateTime('UTC'))}, {projects:Array(String)}, {suites:Array(String)}),
    (${day}, toString(project), toString(suite_name)))`;
const days: Table = {
  name: 'rollup_days',
  keys: ['day', ...dimensionNames],
  from: `${figures.map(({ ofRollups, column }) => `${ofRollups} AS made_${column}`).join(', ')}
    FROM (SELECT toStartOfDay(hour, 'UTC') AS day, * FROM rollup_hours FINAL WHERE ${ofDays("toStartOfDay(hour, 'UTC')")} AND n > 0)`,
  where: ofDays('day'),
};

/** Rows computed anew take the place of those before; places that have no calls any more are emptied. */
async function remake(
  client: ClickHouseClient,
  { name, keys, from, where }: Table,
  params: QueryParams,
): Promise<void> {
  const version = '{version:UInt64} AS version';
  await client.command({
    query: `INSERT INTO ${name} (${[...keys, ...columns, 'version'].join(', ')})
      SELECT ${keys.join(', ')}, ${columns.map((column) => `made_${column}`).join(', ')}, ${version}
      FROM (SELECT ${keys.join(', ')}, ${from} GROUP BY ${keys.join(', ')})`,
    query_params: params,
  });
  await client.command({
    query: `INSERT INTO ${name} (${[...keys, 'version'].join(', ')})
      SELECT ${keys.join(', ')}, ${version} FROM (SELECT ${keys.join(', ')}, n, version AS made FROM ${name} FINAL WHERE ${where})
      WHERE n > 0 AND made < {version:UInt64}`,
    query_params: params,
  });
}

async function refresh(client: ClickHouseClient, runs: readonly string[]): Promise<void> {
  const closed = await closedUntil(client, runs);
  // before anything is read: what is made of later rows wins
  const [now] = await ask<{ version: string }>(
    client,
    'SELECT toString(toUnixTimestamp64Nano(now64(9))) AS version',
  );
  const version = now?.version ?? '0';
  const params: QueryParams = { runs: [...runs], version, closed: runs.map(closed) };
  await remake(client, hours, params);
  const touched = await ask<{ day: number; project: string; suite_name: string }>(
    client,
    // also days whose hours were made anew by a refresh that was interrupted
    `SELECT DISTINCT toUnixTimestamp(toStartOfDay(hour, 'UTC')) AS day, toString(project) AS project, toString(suite_name) AS suite_name
     FROM rollup_hours WHERE ${hours.where}`,
    params,
  );
  if (touched.length === 0) return;
  await remake(client, days, {
    ...params,
    days: touched.map(({ day }) => day),
    projects: touched.map(({ project }) => project),
    suites: touched.map(({ suite_name: suite }) => suite),
  });
}

/** Brings rollups up to date with their rows. `changed`: runs to be looked at whether or not a row of them was written, as after a deletion. */
export async function refreshRollups(
  client: ClickHouseClient,
  changed: readonly string[] = [],
  { progress, isEnding }: Partial<Watches> = {},
): Promise<void> {
  const stale = await staleRuns(client);
  const seen = new Map<string, string>([
    ...changed.map((id) => [id, '0'] as const),
    ...stale.map((run) => [run.run_id, run.seen] as const),
  ]);
  const ids = [...seen.keys()];
  for (let at = 0; at < ids.length; at += runsAtOnce) {
    if (isEnding?.()) return;
    progress?.(at, ids.length);
    const some = ids.slice(at, at + runsAtOnce);
    await refresh(client, some);
    const values = some.flatMap((run_id) => {
      const newest = seen.get(run_id);
      return newest === undefined || newest === '0' ? [] : [{ run_id, seen: newest }];
    });
    if (values.length > 0) await client.insert({ table: 'rollup_runs', values, format: 'JSONEachRow' });
  }
}
