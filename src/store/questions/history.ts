import type { ClickHouseClient } from '@clickhouse/client';
import type { HistoryQuery, HistoryRow, HistorySplit, KnownTarget } from '../../contract/history.ts';
import { servedFields } from '../../contract/served-split.ts';
import { ask, type QueryParams } from '../ask.ts';
import { sharedHours } from '../rollups/calls.ts';
import {
  digestLevels,
  figures,
  mergedDigest,
  rollupLatencies,
  type RollupLatency,
} from '../rollups/rollup-columns.ts';

const splitColumns: Record<HistorySplit, string> = {
  category: 'category',
  tag: "arrayJoin(if(empty(tags), [''], tags))",
  ...servedFields,
};

const filterColumns = {
  suite: 'suite_name',
  project: 'project',
  source: 'source',
  category: 'category',
  ...servedFields,
} as const;

function conditions(query: HistoryQuery): { where: string[]; params: QueryParams } {
  const where: string[] = [];
  const params: QueryParams = {};
  if (query.targetKeys) {
    where.push('target_key IN {targets:Array(String)}');
    params['targets'] = [...query.targetKeys];
  }
  for (const name of Object.keys(filterColumns) as (keyof typeof filterColumns)[]) {
    const value = query[name];
    if (value === undefined) continue;
    where.push(`${filterColumns[name]} = {${name}:String}`);
    params[name] = value;
  }
  if (query.tag !== undefined) {
    where.push('has(tags, {tag:String})');
    params['tag'] = query.tag;
  }
  return { where, params };
}

const bucketOf: Record<HistoryQuery['bucket'], (at: string) => string> = {
  hour: (at) => `toStartOfHour(${at})`,
  day: (at) => `toStartOfDay(${at}, 'UTC')`,
  week: (at) => `toDateTime(toStartOfWeek(${at}, 1, 'UTC'), 'UTC')`,
};

const isLatency = (name: string | undefined): name is RollupLatency =>
  rollupLatencies.some((latency) => latency === name);

/** What is added up of rollups, under names of its own: a column's name in its own sum would be the sum. */
function sums({ latency }: HistoryQuery): string {
  const plain = figures.filter(
    ({ column }) => !rollupLatencies.some((name) => column.startsWith(`${name}_`)),
  );
  const time = isLatency(latency) ? latency : null;
  const ofTime = (part: string) => (time === null ? '0' : `sum(${time}_${part})`);
  return [
    ...plain.map(({ column, ofRollups }) => `${ofRollups} AS all_${column}`),
    `${ofTime('n')} AS all_latency_n`,
    `${ofTime('sum')} AS all_latency_sum`,
    `${ofTime('squares')} AS all_latency_squares`,
    `${time === null ? '[]' : mergedDigest(time)} AS all_quantiles`,
    'sumMap(map(toString(served_by), n)) AS all_hosts',
    'sumMap(map(toString(service_tier), n)) AS all_tiers',
    'sumMap(map(toString(region), n)) AS all_regions',
    'sumMap(map(toString(reasoning_effective), n)) AS all_efforts',
  ].join(',\n      ');
}

/** Rows of one table of rollups, or of calls rolled up for this question alone. */
function sourceOf(query: HistoryQuery): { from: string; at: string } {
  if (query.sharedCases) return { from: sharedHours(), at: 'hour' };
  return query.bucket === 'hour'
    ? { from: 'SELECT * FROM rollup_hours FINAL', at: 'hour' }
    : { from: 'SELECT * FROM rollup_days FINAL', at: 'day' };
}

/** Conditions on the key are checked before figures are read: rows of one key replace each other, so that none of them is missed. */
const filterFirst = 'optimize_move_to_prewhere_if_final = 1';

const seconds = (ms: number) => Math.floor(ms / 1000);

interface Answered extends Record<string, unknown> {
  split: [name: string, value: string][];
}

/** Added up by target, suite, version of the suite, split and bucket; oldest first. */
export async function history(
  client: ClickHouseClient,
  query: HistoryQuery,
): Promise<{ levels: readonly number[]; rows: HistoryRow[] }> {
  const { where, params } = conditions(query);
  const { from, at } = sourceOf(query);
  const bounds = [`${at} >= {since:DateTime('UTC')}`, `${at} < {until:DateTime('UTC')}`, 'n > 0'];
  const splits = query.by.map((name, i) => `${splitColumns[name]} AS split_${i}`);
  const names = query.by.map((_, i) => `split_${i}`);
  const version = query.sharedCases ? "''" : 'toString(suite_hash)';
  const keys = ['target', 'suite', 'version', ...names, 'bucket'];
  const rows = await ask<Answered>(
    client,
    `SELECT toString(target_key) AS target, toString(suite_name) AS suite, ${version} AS version,
      ${[...splits, `toUnixTimestamp(${bucketOf[query.bucket](at)}) AS bucket`].join(', ')},
      ${sums(query)}
     FROM (${from}) WHERE ${[...bounds, ...where].join(' AND ')}
     GROUP BY ${keys.join(', ')} ORDER BY ${keys.join(', ')} SETTINGS ${filterFirst}`,
    { ...params, since: seconds(query.sinceMs), until: seconds(query.untilMs) },
  );
  return { levels: digestLevels, rows: rows.map((row) => rowOf(row, query.by)) };
}

function rowOf(row: Answered, by: readonly HistorySplit[]): HistoryRow {
  const figuresOf = Object.entries(row).flatMap(([name, value]) =>
    name.startsWith('all_') ? [[name.slice(4), value] as const] : [],
  );
  return {
    ...Object.fromEntries(figuresOf),
    target_key: row['target'],
    suite_name: row['suite'],
    suite_hash: row['version'],
    split: Object.fromEntries(by.map((name, i) => [name, String(row[`split_${i}`])])),
    at_ms: Number(row['bucket']) * 1000,
  } as HistoryRow;
}

/** Every target that a run has had, as the latest one names it. */
export const knownTargets = (client: ClickHouseClient): Promise<KnownTarget[]> =>
  ask(
    client,
    `SELECT target_key, argMax(label, started_at_ms) AS label
     FROM (SELECT started_at_ms, target_keys, target_labels FROM runs FINAL)
     ARRAY JOIN target_keys AS target_key, target_labels AS label GROUP BY target_key ORDER BY label, target_key`,
  );
