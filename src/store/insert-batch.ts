import type { ClickHouseClient } from '@clickhouse/client';
import type { SampleBatch } from '../contract/result-store.ts';
import { payloadRow } from './payload-row.ts';
import { refuseExpired, type Retention } from './retention.ts';

/**
 * Payloads go first: a sample that can be seen has its payload. Writing the same rows again adds rows that FINAL leaves out.
 */
export async function insertBatch(
  client: ClickHouseClient,
  batch: SampleBatch,
  retention: Retention,
): Promise<void> {
  refuseExpired(batch.samples, retention.samplesDays);
  const format = 'JSONEachRow';
  if (batch.payloads.length > 0)
    await client.insert({ table: 'sample_payloads', values: batch.payloads.map(payloadRow), format });
  if (batch.retried.length > 0)
    await client.insert({ table: 'retried_attempts', values: batch.retried, format });
  if (batch.samples.length > 0) await client.insert({ table: 'samples', values: batch.samples, format });
}
