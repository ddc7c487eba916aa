import type { ClickHouseClient } from '@clickhouse/client';
import type { GridQuery } from '../../contract/result-store.ts';
import type { GridCell, GridPage } from '../../contract/grid.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';
import { ask, type QueryParams } from '../ask.ts';

type CaseRow = Omit<GridPage['cases'][number], 'cells'> & { total: number };

/**
 * A target is right on a case when every scored repeat is correct, wrong when one is not, failed when one gave no answer.
 * `outcome` keeps the cases on which some shown target is so.
 */
const verdicts = `SELECT case_index, target_id,
    countIf(correct = true) > 0 AND countIf(correct = false) = 0 AS is_right,
    countIf(correct = false) > 0 AS is_wrong,
    countIf(correct = true) > 0 AND countIf(correct = false) > 0 AS is_flaky,
    countIf(outcome NOT IN {answered:Array(String)}) > 0 AS is_failed
  FROM samples FINAL
  WHERE run_id = {run:String} AND target_id IN {judged:Array(String)} AND NOT is_warmup
  GROUP BY case_index, target_id`;

const outcomeColumns = {
  right: 'is_right',
  wrong: 'is_wrong',
  failed: 'is_failed',
  flaky: 'is_flaky',
} as const;

function caseFilter(query: GridQuery): { where: string[]; params: QueryParams } {
  const where = ['run_id = {run:String}'];
  const params: QueryParams = { run: query.runId };
  if (query.category !== undefined) {
    where.push('category = {category:String}');
    params.category = query.category;
  }
  if (query.search !== undefined && query.search !== '') {
    where.push(
      '(positionCaseInsensitiveUTF8(case_id, {search:String}) > 0 OR positionCaseInsensitiveUTF8(preview, {search:String}) > 0)',
    );
    params.search = query.search;
  }
  const having: string[] = [];
  if (query.disagreement) {
    having.push('countIf(target_id = {right:String} AND is_right) > 0');
    having.push('countIf(target_id = {wrong:String} AND is_wrong) > 0');
    params.right = query.disagreement.right;
    params.wrong = query.disagreement.wrong;
  }
  if (query.outcome) {
    having.push(`countIf(target_id IN {targets:Array(String)} AND ${outcomeColumns[query.outcome]}) > 0`);
    params.targets = query.targetIds;
  }
  if (having.length > 0) {
    where.push(
      `case_index IN (SELECT case_index FROM (${verdicts}) GROUP BY case_index HAVING ${having.join(' AND ')})`,
    );
    params.answered = [...answeredOutcomes];
    // Only the targets that are asked about are read.
    const { disagreement } = query;
    params.judged = [
      ...(query.outcome ? query.targetIds : []),
      ...(disagreement ? [disagreement.right, disagreement.wrong] : []),
    ];
  }
  return { where, params };
}

function cellsOf(
  client: ClickHouseClient,
  query: GridQuery,
  indexes: number[],
): Promise<(GridCell & { case_index: number })[]> {
  return ask(
    client,
    `SELECT case_index, sample_id, target_id, repeat, outcome, error_class, quality, correct,
       stddevSampStable(quality) OVER (PARTITION BY target_id, case_index) AS spread, e2e_ms, ttft_ms, cost_nanousd
     FROM samples FINAL
     WHERE run_id = {run:String} AND target_id IN {targets:Array(String)} AND case_index IN {indexes:Array(UInt32)}
       AND NOT is_warmup
     ORDER BY indexOf({targets:Array(String)}, target_id), repeat`,
    { run: query.runId, targets: query.targetIds, indexes },
  );
}

/** For pages beyond the last case: those have no row to carry the total. */
async function countCases(client: ClickHouseClient, condition: string, params: QueryParams): Promise<number> {
  const counted = await ask<{ total: number }>(
    client,
    `SELECT toUInt32(count()) AS total FROM run_cases FINAL WHERE ${condition}`,
    params,
  );
  return counted[0]?.total ?? 0;
}

/** A page of cases in the suite's order, each with its cells ordered as the targets were asked for. */
export async function grid(client: ClickHouseClient, query: GridQuery): Promise<GridPage> {
  const { where, params } = caseFilter(query);
  const condition = where.join(' AND ');
  const page = await ask<CaseRow>(
    client,
    `SELECT case_id, case_index, category, preview, toUInt32(count() OVER ()) AS total FROM run_cases FINAL
     WHERE ${condition} ORDER BY case_index LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    { ...params, limit: query.limit, offset: query.offset },
  );
  const total = page[0]?.total ?? (await countCases(client, condition, params));
  const rows = page.map(({ total: _total, ...row }) => row);
  const cells =
    rows.length === 0
      ? []
      : await cellsOf(
          client,
          query,
          rows.map((row) => row.case_index),
        );
  const byCase = new Map<number, GridCell[]>(rows.map((row) => [row.case_index, []]));
  for (const { case_index, ...cell } of cells) byCase.get(case_index)?.push(cell);
  return {
    total,
    cases: rows.map((row) => ({
      ...row,
      cells: byCase.get(row.case_index) ?? [],
    })),
  };
}
