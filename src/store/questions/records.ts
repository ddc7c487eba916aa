import type { ClickHouseClient } from '@clickhouse/client';
import type { SampleRecord } from '../../contract/sample.ts';
import { samples } from './samples.ts';
import { withPayloads } from './with-payloads.ts';

/** Answers can be long: so many are in memory at a time. */
const batchRows = 2500;

/** Every sample with its payload, in the order of `samples`. */
export async function* records(client: ClickHouseClient, runId: string): AsyncGenerator<SampleRecord[]> {
  for await (const batch of samples(client, runId))
    for (let at = 0; at < batch.length; at += batchRows)
      yield await withPayloads(client, runId, batch.slice(at, at + batchRows));
}
