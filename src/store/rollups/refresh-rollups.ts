/**
 * Rollups follow the rows they are made of: those of a run are computed anew, whole, once a row of it was written. Nothing is added up as rows
 * come: scoring and pricing write the same ids again, and would be counted twice.
 */
import type { ClickHouseClient } from '@clickhouse/client';
import { ask, type QueryParams } from '../ask.ts';
import { callsWhere } from './calls.ts';
import { closedUntil } from './closed-days.ts';
import { dueRuns, listsOf, portionsOfStored, type Portion } from './due-runs.ts';
import { dimensionNames, figures } from './rollup-columns.ts';
import type { Watches } from './shared-refresh.ts';

const columns = figures.map(({ column }) => column);
interface Table {
  name: string;
  keys: string[];
  /** Where its figures come from, by the keys. */
  from: string;
  /** Which of its rows are made anew. */
  where: string;
}

/** Where the samples are still there, of runs that lost some of them. */
const open =
  'toUnixTimestamp(hour) >= arrayElement({closed:Array(UInt32)}, indexOf({runs:Array(String)}, toString(run_id)))';

function hoursOf(ofRuns: string, where: string): Table {
  return {
    name: 'rollup_hours',
    keys: ['hour', 'run_id', ...dimensionNames],
    from: `${figures.map(({ ofCalls, column }) => `${ofCalls} AS made_${column}`).join(', ')} FROM (${callsWhere(where, ofRuns)})`,
    where,
  };
}

/** Days of the projects and suites of the runs: of others the hours may be gone, as they may be kept for less long. */
const isOfDay = (day: string) => `(${day}, toString(project), toString(suite_name)) IN (
  SELECT place.1, place.2, place.3
  FROM (SELECT arrayJoin(arrayZip({days:Array(DateTime('UTC'))}, {projects:Array(String)}, {suites:Array(String)})) AS place))`;
const within = (at: string) => `${at} >= {since:DateTime('UTC')} AND ${at} < {until:DateTime('UTC')}`;
const startOfDay = "toStartOfDay(hour, 'UTC')";
const days: Table = {
  name: 'rollup_days',
  keys: ['day', ...dimensionNames],
  from: `${figures.map(({ ofRollups, column }) => `${ofRollups} AS made_${column}`).join(', ')}
    FROM (SELECT ${startOfDay} AS day, * FROM rollup_hours FINAL WHERE ${within('hour')} AND ${isOfDay(startOfDay)} AND n > 0)`,
  where: `${within('day')} AND ${isOfDay('day')}`,
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

interface TouchedDay {
  day: number;
  project: string;
  suite_name: string;
}

const daySeconds = 86_400;

/** Of suites of one project that are given, all days are made again from their hours. */
async function remakeDays(
  client: ClickHouseClient,
  touched: readonly TouchedDay[],
  version: string,
): Promise<void> {
  if (touched.length === 0) return;
  const times = touched.map(({ day }) => day);
  await remake(client, days, {
    version,
    days: times,
    projects: touched.map(({ project }) => project),
    suites: touched.map(({ suite_name: suite }) => suite),
    since: Math.min(...times),
    until: Math.max(...times) + daySeconds,
  });
}

async function refresh(client: ClickHouseClient, portion: Portion): Promise<void> {
  const { runs, where, params: ids } = portion;
  const closed = await closedUntil(client, portion);
  const isOpen = closed.size === 0;
  if (!isOpen && !('runs' in ids)) {
    for (const list of listsOf(runs)) await refresh(client, list);
    return;
  }
  // before anything is read: what is made of later rows wins
  const [now] = await ask<{ version: string }>(
    client,
    'SELECT toString(toUnixTimestamp64Nano(now64(9))) AS version',
  );
  const version = now?.version ?? '0';
  const untils = runs.map(({ run_id: id }) => closed.get(id) ?? 0);
  const params: QueryParams = { ...ids, version, ...(!isOpen && { closed: untils }) };
  const hours = hoursOf(where, isOpen ? where : `${where} AND ${open}`);
  await remake(client, hours, params);
  const touched = await ask<TouchedDay>(
    client,
    // also days whose hours were made anew by a refresh that was interrupted
    `SELECT DISTINCT toUnixTimestamp(${startOfDay}) AS day, toString(project) AS project, toString(suite_name) AS suite_name
     FROM rollup_hours WHERE ${hours.where}`,
    params,
  );
  await remakeDays(client, touched, version);
}

/** Brings rollups up to date with their rows. `changed`: runs to be looked at whether or not a row of them was written, as after a deletion. */
export async function refreshRollups(
  client: ClickHouseClient,
  changed: readonly string[] = [],
  { progress, isEnding }: Partial<Watches> = {},
): Promise<void> {
  const due = await dueRuns(client, changed);
  if (due.length === 0) return;
  let done = 0;
  for (const portion of await portionsOfStored(client, due)) {
    if (isEnding?.()) return;
    progress?.(done, due.length);
    await refresh(client, portion);
    const values = portion.runs.flatMap(({ run_id, seen }) => (seen === '0' ? [] : [{ run_id, seen }]));
    if (values.length > 0) await client.insert({ table: 'rollup_runs', values, format: 'JSONEachRow' });
    done += portion.runs.length;
  }
}
