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
import { recordOf } from '../../base/typed-keys.ts';
import { servedFields, servedSplits, type ServedSplit } from '../../contract/served-split.ts';
import { ask } from '../ask.ts';
import { askBytes } from '../ask-bytes.ts';

/** Of a row: position of the target counted from 1, index of the case, repeat, state; then the columns. */
const keyBytes = 13;
const servedAt = keyBytes + tableColumns.length * 8;

/** More names than a column can hold would be cut: they are then unknown. */
const maxNames = 65_535;

/** Every name that some row has, also one that was written over since: so that rows need not be sorted for it. */
const namesQuery = `SELECT ${servedSplits
  .map((split) => `groupUniqArray(${maxNames})(toString(${servedFields[split]})) AS ${split}`)
  .join(', ')} FROM samples WHERE run_id = {run:String} AND NOT is_warmup`;

type Names = Record<ServedSplit, string[]>;

/** Unknown is the first. */
const inOrder = (names: readonly string[]) => ['', ...names.filter(Boolean).toSorted()];

/** What not all rows say alike is asked of each. */
const variesIn = (names: Names): ServedSplit[] => servedSplits.filter((split) => names[split].length > 1);

/** What was given up or never sent has no row. */
const rowsQuery = (
  varying: readonly ServedSplit[],
) => `SELECT toUInt32(indexOf({targets:Array(String)}, target_id)) AS target, case_index, repeat,
  toUInt8(transform(outcome, {outcomes:Array(String)}, {states:Array(UInt8)}, ${cellState.failed})),
  ${[
    ...tableColumns.map((name) => `toFloat64(ifNull(${name}, nan))`),
    // the first of the names is at 1
    ...varying.map(
      (split) => `toUInt16(indexOf({${split}:Array(String)}, toString(${servedFields[split]})) - 1)`,
    ),
  ].join(', ')}
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
  const [[document], [found]] = await Promise.all([
    ask<{ document: string }>(client, 'SELECT document FROM runs FINAL WHERE run_id = {run:String}', {
      run: runId,
    }),
    ask<Names>(client, namesQuery, { run: runId }),
  ]);
  if (!document) return null;
  const { targets, suite_hash } = JSON.parse(document.document) as Run;
  const params = { run: runId, targets: targets.map((target) => target.id) };
  const names = recordOf(servedSplits, (split) => found?.[split] ?? []);
  const varying = variesIn(names);
  const [cases, rows, retried] = await Promise.all([
    ask<TableCase>(client, casesQuery, params),
    askBytes(client, rowsQuery(varying), {
      ...params,
      ...Object.fromEntries(varying.map((split) => [split, inOrder(names[split])])),
      outcomes: [...outcomes],
      states: outcomes.map(cellStateOf),
    }),
    ask<{ target: number; case_id: string; repeat: number; cost: number }>(client, retriedQuery, params),
  ]);
  const rowBytes = servedAt + varying.length * 2;
  const table = emptyTable({
    targets: targets.map(({ id, label, usd_per_hour }) => ({
      id,
      label,
      run_id: runId,
      suite_hash,
      ...(usd_per_hour !== undefined && { by_hour: true as const }),
    })),
    cases,
    repeats: repeatsIn(rows, rowBytes),
  });
  for (const split of servedSplits) table.served[split].names = inOrder(names[split]);
  fill(table, { rows, rowBytes, varying });
  const places = new Map(cases.map(({ id }, place) => [id, place]));
  for (const { target, case_id, repeat, cost } of retried) {
    const place = places.get(case_id);
    if (place === undefined || repeat >= table.repeats) continue;
    const cell = ((target - 1) * cases.length + place) * table.repeats + repeat;
    table.cost_nanousd[cell] = (table.cost_nanousd[cell] as number) + cost;
  }
  return table;
}

function repeatsIn(rows: DataView, rowBytes: number): number {
  let most = 0;
  for (let at = 0; at < rows.byteLength; at += rowBytes)
    most = Math.max(most, rows.getUint32(at + 8, true) + 1);
  return most;
}

interface Rows {
  rows: DataView;
  rowBytes: number;
  varying: readonly ServedSplit[];
}

function fill(table: ResultTable, { rows, rowBytes, varying }: Rows): void {
  const { cases, repeats, state } = table;
  const places = new Map(cases.map(({ index }, place) => [index, place]));
  const columns = tableColumns.map((name) => table[name]);
  const alike = servedSplits.filter(
    (split) => !varying.includes(split) && table.served[split].names.length > 1,
  );
  for (let at = 0; at < rows.byteLength; at += rowBytes) {
    const place = places.get(rows.getUint32(at + 4, true));
    if (place === undefined) continue;
    const target = rows.getUint32(at, true) - 1;
    const cell = (target * cases.length + place) * repeats + rows.getUint32(at + 8, true);
    state[cell] = rows.getUint8(at + 12);
    for (let i = 0; i < columns.length; i++)
      (columns[i] as Float64Array)[cell] = rows.getFloat64(at + keyBytes + i * 8, true);
    for (const split of alike) table.served[split].of[cell] = 1;
    varying.forEach((split, i) => {
      table.served[split].of[cell] = rows.getUint16(at + servedAt + i * 2, true);
    });
  }
}
