import type { ClickHouseClient } from '@clickhouse/client';
import type { Sample, SamplePayload } from '../../contract/sample.ts';
import { ask, askCompact } from '../ask.ts';
import { payloadFromRow, type PayloadRow } from '../payload-row.ts';
import { sampleColumns, sampleFromRow } from '../sample-columns.ts';

/** All samples of a case, warm-up left out, ordered by target and repeat. The payload is `null` once its time is up. */
export async function caseDetail(
  client: ClickHouseClient,
  runId: string,
  caseId: string,
): Promise<{ sample: Sample; payload: SamplePayload | null }[]> {
  // Read in the table's order, the dozen rows would cost three times as long: each target's range would be walked in turn.
  const rows = await askCompact(
    client,
    `SELECT ${sampleColumns.join(', ')} FROM samples FINAL
     WHERE run_id = {run:String} AND NOT is_warmup
       AND case_index IN (SELECT case_index FROM run_cases FINAL WHERE run_id = {run:String} AND case_id = {case:String})
     ORDER BY target_id, repeat SETTINGS optimize_read_in_order = 0`,
    { run: runId, case: caseId },
  );
  const found = rows.map(sampleFromRow);
  const payloads = await ask<PayloadRow>(
    client,
    `SELECT * EXCEPT (version) FROM sample_payloads FINAL
     WHERE run_id = {run:String} AND sample_id IN {ids:Array(UUID)}`,
    { run: runId, ids: found.map((sample) => sample.sample_id) },
  );
  const byId = new Map(payloads.map((row) => [row.sample_id, payloadFromRow(row)]));
  return found.map((sample) => ({ sample, payload: byId.get(sample.sample_id) ?? null }));
}
