import type { ClickHouseClient } from '@clickhouse/client';
import type { SampleRecord } from '../../contract/result-store.ts';
import { ask } from '../ask.ts';
import { payloadFromRow, type PayloadRow } from '../payload-row.ts';
import { samples } from './samples.ts';

/** Answers can be long: so many are in memory at a time. */
const batchRows = 500;

/** Every sample with its payload, in the order of `samples`. */
export async function* records(client: ClickHouseClient, runId: string): AsyncGenerator<SampleRecord[]> {
  for await (const batch of samples(client, runId))
    for (let at = 0; at < batch.length; at += batchRows) {
      const some = batch.slice(at, at + batchRows);
      const payloads = await ask<PayloadRow>(
        client,
        `SELECT * EXCEPT (version) FROM sample_payloads FINAL
         WHERE run_id = {run:String} AND sample_id IN {ids:Array(UUID)}`,
        { run: runId, ids: some.map((sample) => sample.sample_id) },
      );
      const byId = new Map(payloads.map((row) => [row.sample_id, payloadFromRow(row)]));
      yield some.map((sample) => ({ sample, payload: byId.get(sample.sample_id) ?? null }));
    }
}
