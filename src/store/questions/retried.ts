import type { ClickHouseClient } from '@clickhouse/client';
import type { RetriedAttempt } from '../../contract/sample.ts';
import { ask } from '../ask.ts';

export function retried(client: ClickHouseClient, runId: string): Promise<RetriedAttempt[]> {
  return ask<RetriedAttempt>(
    client,
    `SELECT sample_id, run_id, target_id, case_id, repeat, attempt, started_at_ms, outcome, error_class, http_status,
       error_message, e2e_ms, cost_nanousd
     FROM retried_attempts FINAL WHERE run_id = {run:String} ORDER BY target_id, started_at_ms, sample_id, attempt`,
    { run: runId },
  );
}
