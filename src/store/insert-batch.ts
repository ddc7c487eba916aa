import type { ClickHouseClient } from '@clickhouse/client';
import type { SampleBatch } from '../contract/result-store.ts';
import type { RetriedAttempt } from '../contract/sample.ts';
import { payloadColumns, payloadRow } from './payload-row.ts';
import { refuseExpired, type Retention } from './retention.ts';
import { sampleColumns } from './sample-columns.ts';

/** As bare values: with the names of fifty columns in every row the engine spends twice the time to read them. */
async function insertRows<Row extends object>(
  client: ClickHouseClient,
  table: string,
  columns: readonly (keyof Row & string)[],
  rows: Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => columns.map((column) => row[column] ?? null));
  const [first = '', ...others] = columns;
  await client.insert({ table, columns: [first, ...others], values, format: 'JSONCompactEachRow' });
}

/** Every field of a retried attempt is a column of the same name. */
const retriedColumns = Object.keys({
  sample_id: true,
  run_id: true,
  target_id: true,
  case_id: true,
  repeat: true,
  attempt: true,
  started_at_ms: true,
  outcome: true,
  error_class: true,
  http_status: true,
  error_message: true,
  e2e_ms: true,
  cost_nanousd: true,
} satisfies Record<keyof RetriedAttempt, true>) as (keyof RetriedAttempt)[];

/**
 * Payloads go first: a sample that can be seen has its payload. Writing the same rows again adds rows that FINAL leaves out.
 */
export async function insertBatch(
  client: ClickHouseClient,
  batch: SampleBatch,
  retention: Retention,
): Promise<void> {
  refuseExpired(batch.samples, retention.samplesDays);
  await insertRows(client, 'sample_payloads', payloadColumns, batch.payloads.map(payloadRow));
  await insertRows(client, 'retried_attempts', retriedColumns, batch.retried);
  await insertRows(client, 'samples', sampleColumns, batch.samples);
}
