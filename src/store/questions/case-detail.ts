import type { ClickHouseClient } from '@clickhouse/client';
import type { SampleRecord } from '../../contract/sample.ts';
import { askCompact } from '../ask.ts';
import { sampleColumns, sampleFromRow } from '../sample-columns.ts';
import { withPayloads } from './with-payloads.ts';

/** All samples of a case, warm-up left out, ordered by target and repeat. */
export async function caseDetail(
  client: ClickHouseClient,
  runId: string,
  caseId: string,
): Promise<SampleRecord[]> {
  // Read in the table's order, the dozen rows would cost three times as long: each target's range would be walked in turn.
  const rows = await askCompact(
    client,
    `SELECT ${sampleColumns.join(', ')} FROM samples FINAL
     WHERE run_id = {run:String} AND NOT is_warmup
       AND case_index IN (SELECT case_index FROM run_cases FINAL WHERE run_id = {run:String} AND case_id = {case:String})
     ORDER BY target_id, repeat SETTINGS optimize_read_in_order = 0`,
    { run: runId, case: caseId },
  );
  return withPayloads(
    client,
    runId,
    rows.map((row) => sampleFromRow(row)),
  );
}
