/** Which runs are rolled up again, and in what portions. */
import type { ClickHouseClient } from '@clickhouse/client';
import { ask, type QueryParams } from '../ask.ts';

export interface DueRun {
  run_id: string;
  /** Version of its newest row; '0': not known, as after a deletion. */
  seen: string;
}

/** Rows written at one time by several processes may become visible out of order. */
const overlapNs = 60e9;

const writtenRows = ['samples', 'retried_attempts', 'runs']
  .map(
    (table) =>
      `SELECT toString(run_id) AS run_id, version FROM ${table} WHERE version > (SELECT since FROM looked)`,
  )
  .join(' UNION ALL ');

/** Runs of which rows were written since they were rolled up, and `changed`. By id, and so by time. */
export async function dueRuns(client: ClickHouseClient, changed: readonly string[]): Promise<DueRun[]> {
  const written = await ask<DueRun>(
    client,
    `WITH looked AS (SELECT toUInt64(greatest(0, toFloat64(max(seen)) - ${overlapNs})) AS since FROM rollup_runs)
     SELECT run_id, toString(newest) AS seen
     FROM (SELECT run_id, max(version) AS newest FROM (${writtenRows}) GROUP BY run_id) AS written
     LEFT JOIN (SELECT run_id, seen FROM rollup_runs FINAL) AS done USING (run_id)
     WHERE newest > done.seen ORDER BY run_id`,
  );
  const due = new Map(changed.map((run_id): [string, DueRun] => [run_id, { run_id, seen: '0' }]));
  for (const run of written) due.set(run.run_id, run);
  return [...due.values()].toSorted((a, b) => (a.run_id < b.run_id ? -1 : 1));
}

/** Runs that are rolled up by the same statements. */
export interface Portion {
  runs: DueRun[];
  /** Condition on `run_id`, and what it refers to. */
  where: string;
  params: QueryParams;
}

/** What is grouped at once is in memory: some 3 kB for each group, of which there may be as many as samples. */
const maxRows = 60_000;
/** Ids are part of an address, which may not be of any length. */
const maxListed = 100;

const listed = (runs: DueRun[]): Portion => ({
  runs,
  where: 'run_id IN {runs:Array(String)}',
  params: { runs: runs.map(({ run_id: id }) => id) },
});

const ranged = (runs: DueRun[]): Portion => ({
  runs,
  where: 'run_id >= {first:String} AND run_id <= {last:String}',
  params: { first: runs[0]?.run_id ?? '', last: runs.at(-1)?.run_id ?? '' },
});

/** Of every run, by id. */
export type SampleCounts = ReadonlyMap<string, number>;

const countSamples = async (client: ClickHouseClient): Promise<SampleCounts> => {
  const rows = await ask<{ run_id: string; rows: number }>(
    client,
    'SELECT toString(run_id) AS run_id, count() AS rows FROM samples GROUP BY run_id',
  );
  return new Map(rows.map(({ run_id: id, rows: count }) => [id, count]));
};

/** As many as belong together: at most `maxRows` samples, unless it is a single run. */
function* byRows(runs: readonly DueRun[], counts: SampleCounts): Generator<DueRun[]> {
  let portion: DueRun[] = [];
  let rows = 0;
  for (const run of runs) {
    const own = counts.get(run.run_id) ?? 0;
    if (portion.length > 0 && rows + own > maxRows) {
      yield portion;
      [portion, rows] = [[], 0];
    }
    portion.push(run);
    rows += own;
  }
  if (portion.length > 0) yield portion;
}

export function* listsOf(runs: DueRun[]): Generator<Portion> {
  for (let at = 0; at < runs.length; at += maxListed) yield listed(runs.slice(at, at + maxListed));
}

/**
 * Where nearly all runs of a time are due, as at first, they are one range, and few statements do for thousands of them; those between that were
 * not due are made again with them, and come out the same.
 */
export function* portionsOf(due: readonly DueRun[], counts: SampleCounts): Generator<Portion> {
  const known = [...new Set([...counts.keys(), ...due.map(({ run_id: id }) => id)])].toSorted();
  const placeOf = new Map(known.map((id, place) => [id, place]));
  const place = (run: DueRun | undefined) => placeOf.get(run?.run_id ?? '') ?? 0;
  for (const runs of byRows(due, counts)) {
    const isDense = place(runs.at(-1)) - place(runs[0]) < 1.2 * runs.length;
    if (runs.length > maxListed && isDense) yield ranged(runs);
    else yield* listsOf(runs);
  }
}

/** Of a few runs, without counting the samples of all. */
export const portionsOfStored = async (client: ClickHouseClient, due: DueRun[]): Promise<Iterable<Portion>> =>
  due.length <= maxListed ? listsOf(due) : portionsOf(due, await countSamples(client));
