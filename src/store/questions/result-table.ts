import type { ClickHouseClient } from '@clickhouse/client';
import { outcomes } from '../../contract/outcome.ts';
import {
  cellState,
  cellStateOf,
  emptyTable,
  tableColumns,
  type ResultTable,
  type TableCase,
} from '../../contract/result-table.ts';
import type { Run } from '../../contract/run.ts';
import { ask } from '../ask.ts';
import { askBytes } from '../ask-bytes.ts';

/** Of a row: position of the target counted from 1, index of the case, repeat, state; then the columns. */
const keyBytes = 13;
const rowBytes = keyBytes + tableColumns.length * 8;

/** What was given up or never sent has no row. */
const rowsQuery = `SELECT toUInt32(indexOf({targets:Array(String)}, target_id)) AS target, case_index, repeat,
  toUInt8(transform(outcome, {outcomes:Array(String)}, {states:Array(UInt8)}, ${cellState.failed})),
  ${tableColumns.map((name) => `toFloat64(ifNull(${name}, nan))`).join(', ')}
  FROM samples FINAL
  WHERE run_id = {run:String} AND NOT is_warmup AND outcome NOT IN ('dropped', 'cancelled') AND target > 0`;

/** What calls cost that were followed by another. */
const retriedQuery = `SELECT toUInt32(indexOf({targets:Array(String)}, target_id)) AS target, case_id, repeat,
  toFloat64(sum(cost_nanousd)) AS cost
  FROM retried_attempts FINAL WHERE run_id = {run:String} AND cost_nanousd IS NOT NULL AND target > 0
  GROUP BY target, case_id, repeat`;

const casesQuery = `SELECT case_id AS id, case_index AS index, cluster, category, tags
  FROM run_cases FINAL WHERE run_id = {run:String} ORDER BY case_index`;

/** All settled samples of a run as columns; `null` when there is no such run. */
export async function resultTable(client: ClickHouseClient, runId: string): Promise<ResultTable | null> {
  const [document] = await ask<{ document: string }>(
    client,
    'SELECT document FROM runs FINAL WHERE run_id = {run:String}',
    { run: runId },
  );
  if (!document) return null;
  const { targets, suite_hash } = JSON.parse(document.document) as Run;
  const params = { run: runId, targets: targets.map((target) => target.id) };
  const [cases, rows, retried] = await Promise.all([
    ask<TableCase>(client, casesQuery, params),
    askBytes(client, rowsQuery, { ...params, outcomes: [...outcomes], states: outcomes.map(cellStateOf) }),
    ask<{ target: number; case_id: string; repeat: number; cost: number }>(client, retriedQuery, params),
  ]);
  const table = emptyTable({
    targets: targets.map(({ id, label, usd_per_hour }) => ({
      id,
      label,
      run_id: runId,
      suite_hash,
      ...(usd_per_hour !== undefined && { by_hour: true as const }),
    })),
    cases,
    repeats: repeatsIn(rows),
  });
  fill(table, rows);
  const places = new Map(cases.map(({ id }, place) => [id, place]));
  for (const { target, case_id, repeat, cost } of retried) {
    const place = places.get(case_id);
    if (place === undefined || repeat >= table.repeats) continue;
    const cell = ((target - 1) * cases.length + place) * table.repeats + repeat;
    table.cost_nanousd[cell] = (table.cost_nanousd[cell] as number) + cost;
  }
  return table;
}

function repeatsIn(rows: DataView): number {
  let most = 0;
  for (let at = 0; at < rows.byteLength; at += rowBytes)
    most = Math.max(most, rows.getUint32(at + 8, true) + 1);
  return most;
}

function fill(table: ResultTable, rows: DataView): void {
  const { cases, repeats, state } = table;
  const places = new Map(cases.map(({ index }, place) => [index, place]));
  const columns = tableColumns.map((name) => table[name]);
  for (let at = 0; at < rows.byteLength; at += rowBytes) {
    const place = places.get(rows.getUint32(at + 4, true));
    if (place === undefined) continue;
    const target = rows.getUint32(at, true) - 1;
    const cell = (target * cases.length + place) * repeats + rows.getUint32(at + 8, true);
    state[cell] = rows.getUint8(at + 12);
    for (let i = 0; i < columns.length; i++)
      (columns[i] as Float64Array)[cell] = rows.getFloat64(at + keyBytes + i * 8, true);
  }
}
