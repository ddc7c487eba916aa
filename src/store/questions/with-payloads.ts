import type { ClickHouseClient } from '@clickhouse/client';
import type { SampleRecord } from '../../contract/sample.ts';
import type { Sample } from '../../contract/sample.ts';
import { ask } from '../ask.ts';
import { payloadFromRow, type PayloadRow } from '../payload-row.ts';

/** The same samples in the same order, each with its payload; `null` once its time is up. */
export async function withPayloads(
  client: ClickHouseClient,
  runId: string,
  samples: readonly Sample[],
): Promise<SampleRecord[]> {
  const payloads = await ask<PayloadRow>(
    client,
    `SELECT * EXCEPT (version) FROM sample_payloads FINAL
     WHERE run_id = {run:String} AND sample_id IN {ids:Array(UUID)}`,
    { run: runId, ids: samples.map((sample) => sample.sample_id) },
  );
  const byId = new Map(payloads.map((row) => [row.sample_id, payloadFromRow(row)]));
  return samples.map((sample) => ({ sample, payload: byId.get(sample.sample_id) ?? null }));
}
