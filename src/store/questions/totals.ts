import type { ClickHouseClient } from '@clickhouse/client';
import type { TargetTotals } from '../../contract/result-store.ts';
import { ask } from '../ask.ts';

/** One row per run and target that has a settled sample. */
export function totals(client: ClickHouseClient, runIds: string[]): Promise<TargetTotals[]> {
  return ask<TargetTotals>(
    client,
    `SELECT run_id, target_id, toUInt32(countIf(settled)) AS n, avg(quality) AS quality, sum(cost_nanousd) AS cost_nanousd
     FROM (
       SELECT run_id, target_id, true AS settled, quality, if(usage_source = 'cached', 0, cost_nanousd) AS cost_nanousd FROM samples FINAL
       WHERE run_id IN {runs:Array(String)} AND NOT is_warmup
       UNION ALL
       SELECT run_id, target_id, false, NULL, cost_nanousd FROM retried_attempts FINAL
       WHERE run_id IN {runs:Array(String)}
     )
     GROUP BY run_id, target_id HAVING n > 0 ORDER BY run_id, target_id`,
    { runs: runIds },
  );
}
