import type { ClickHouseClient } from '@clickhouse/client';
import type { SampleRecord } from '../../contract/result-store.ts';
import { ask, askCompact, type QueryParams } from '../ask.ts';
import { payloadFromRow, type PayloadRow } from '../payload-row.ts';
import { sampleColumns, sampleFromRow } from '../sample-columns.ts';

/** Fewer would read the samples' columns more often: each batch walks all of the run's. */
const batchRows = 2500;

interface Batch {
  records: SampleRecord[];
  /** The last one's id; `null`: no more follow. */
  last: string | null;
}

async function batchAfter(client: ClickHouseClient, runId: string, after: string | null): Promise<Batch> {
  const from = after === null ? '' : 'AND sample_id > {after:UUID}';
  const params: QueryParams = { run: runId, limit: batchRows, ...(after !== null && { after }) };
  const rows = await ask<PayloadRow>(
    client,
    `SELECT * EXCEPT (version) FROM sample_payloads FINAL
     WHERE run_id = {run:String} ${from}
     ORDER BY run_id, sample_id LIMIT {limit:UInt32}`,
    params,
  );
  const last = rows.at(-1)?.sample_id;
  if (last === undefined) return { records: [], last: null };
  const found = await askCompact(
    client,
    `SELECT ${sampleColumns.join(', ')} FROM samples FINAL
     WHERE run_id = {run:String} ${from} AND sample_id <= {last:UUID}`,
    { ...params, last },
  );
  const samples = new Map(found.map(sampleFromRow).map((sample) => [sample.sample_id, sample]));
  const records = rows.flatMap((row) => {
    const sample = samples.get(row.sample_id);
    return sample ? [{ sample, payload: payloadFromRow(row) }] : [];
  });
  return { records, last: rows.length < batchRows ? null : last };
}

/**
 * Every sample that has a payload, in the payloads' own order, so that these, by far the larger part, are read once and in one go;
 * the next batch while one is worked on. Rows may be written again meanwhile.
 */
export async function* answers(client: ClickHouseClient, runId: string): AsyncGenerator<SampleRecord[]> {
  let next: Promise<Batch> | null = batchAfter(client, runId, null);
  while (next) {
    const { records, last }: Batch = await next;
    next = last === null ? null : batchAfter(client, runId, last);
    // it is awaited later, or never
    next?.catch(() => {});
    yield records;
  }
}
