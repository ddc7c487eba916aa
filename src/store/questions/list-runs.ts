import type { ClickHouseClient } from '@clickhouse/client';
import { searchWords, type RunFilter, type RunPlace, type RunQuery } from '../../contract/run-query.ts';
import type { Run } from '../../contract/run.ts';
import { ask, type QueryParams } from '../ask.ts';

const defaultListed = 200;

/** `text` is in it, upper and lower case alike. */
const has = (column: string, text: string) => `positionCaseInsensitiveUTF8(${column}, {${text}:String}) > 0`;
const anyLabelHas = (text: string) => `arrayExists(label -> ${has('label', text)}, target_labels)`;

const conditions = {
  sinceMs: 'started_at_ms >= {sinceMs:Float64}',
  untilMs: 'started_at_ms < {untilMs:Float64}',
  suiteName: 'suite_name = {suiteName:String}',
  target: `(has(target_keys, {target:String}) OR ${anyLabelHas('target')})`,
  status: 'status = {status:String}',
  source: 'source = {source:String}',
  project: 'project = {project:String}',
} as const satisfies Partial<Record<keyof RunFilter, string>>;

function whereOf(query: RunQuery): { where: string[]; params: QueryParams } {
  const where: string[] = [];
  const params: QueryParams = {};
  for (const [name, condition] of Object.entries(conditions)) {
    const value = query[name as keyof typeof conditions];
    if (value === undefined) continue;
    where.push(condition);
    params[name] = value;
  }
  for (const [i, word] of searchWords(query.search ?? '').entries()) {
    const name = `word${i}`;
    const fields = ['suite_name', 'run_id', 'project'].map((column) => has(column, name));
    where.push(`(${[...fields, anyLabelHas(name)].join(' OR ')})`);
    params[name] = word;
  }
  if (query.after) addPlace(query.after, where, params);
  return { where, params };
}

function addPlace({ startedAtMs, runId }: RunPlace, where: string[], params: QueryParams): void {
  where.push('(started_at_ms, run_id) < ({afterMs:Float64}, {afterRun:String})');
  params['afterMs'] = startedAtMs;
  params['afterRun'] = runId;
}

/** Newest first. Which ones is found out of short columns alone: documents are long, and only those of the page are read. */
export async function listRuns(client: ClickHouseClient, query: RunQuery = {}): Promise<Run[]> {
  const { where, params } = whereOf(query);
  const order = 'ORDER BY started_at_ms DESC, run_id DESC';
  const rows = await ask<{ document: string }>(
    client,
    `SELECT document FROM runs FINAL WHERE run_id IN (
       SELECT run_id FROM runs FINAL ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
       ${order} LIMIT {limit:UInt32})
     ${order}`,
    { ...params, limit: query.limit ?? defaultListed },
  );
  return rows.map((row): Run => JSON.parse(row.document));
}
