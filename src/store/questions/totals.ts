import type { ClickHouseClient } from '@clickhouse/client';
import { answeredOutcomes } from '../../contract/outcome.ts';
import type { TargetTotals } from '../../contract/result-store.ts';
import { ask } from '../ask.ts';

/** One row per run and target that has a settled sample. Answers from the cache were not paid again. */
export async function totals(client: ClickHouseClient, runIds: string[]): Promise<TargetTotals[]> {
  const rows = await ask<TargetTotals & { scored: number }>(
    client,
    `SELECT run_id, target_id, toUInt32(countIf(settled)) AS n, toUInt32(countIf(is_scored)) AS scored,
       toUInt32(countIf(is_asked)) AS asked, toUInt32(countIf(is_answered)) AS answered,
       toUInt32(count(worth)) AS n_quality, avg(worth) AS quality, sum(paid) AS cost_nanousd
     FROM (
       SELECT run_id, target_id, true AS settled, quality IS NOT NULL AS is_scored,
         outcome NOT IN ('cancelled', 'dropped') AS is_asked, outcome IN {answered:Array(String)} AS is_answered,
         multiIf(NOT is_asked, NULL, is_answered, quality, 0) AS worth,
         if(usage_source = 'cached', 0, cost_nanousd) AS paid
       FROM samples FINAL
       WHERE run_id IN {runs:Array(String)} AND NOT is_warmup
       UNION ALL
       SELECT run_id, target_id, false, false, false, false, NULL, cost_nanousd FROM retried_attempts FINAL
       WHERE run_id IN {runs:Array(String)}
     )
     GROUP BY run_id, target_id HAVING n > 0 ORDER BY run_id, target_id`,
    { runs: runIds, answered: [...answeredOutcomes] },
  );
  const scoredRuns = new Set(rows.flatMap(({ run_id, scored }) => (scored > 0 ? [run_id] : [])));
  return rows.map(({ run_id, target_id, n, asked, answered, n_quality, quality, cost_nanousd }) => ({
    run_id,
    target_id,
    n,
    asked,
    answered,
    ...(scoredRuns.has(run_id) ? { n_quality, quality } : { n_quality: 0, quality: null }),
    cost_nanousd,
  }));
}
