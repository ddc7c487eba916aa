import type { ClickHouseClient } from '@clickhouse/client';
import type { SampleRecord } from '../../contract/result-store.ts';
import { ask, askCompact, type QueryParams } from '../ask.ts';
import { payloadFromRow, type PayloadRow } from '../payload-row.ts';
import { sampleColumns, sampleFromRow } from '../sample-columns.ts';

/** Fewer would read the samples' columns more often: each batch walks all of the run's. */
const batchRows = 4000;

/**
 * Every sample that has a payload, in the payloads' own order, so that these, by far the larger part, are read once and in one go.
 * Rows may be written again meanwhile.
 */
export async function* answers(client: ClickHouseClient, runId: string): AsyncGenerator<SampleRecord[]> {
  let after = '';
  let params: QueryParams = { run: runId, limit: batchRows };
  for (;;) {
    const rows = await ask<PayloadRow>(
      client,
      `SELECT * EXCEPT (version) FROM sample_payloads FINAL
       WHERE run_id = {run:String} ${after}
       ORDER BY run_id, sample_id LIMIT {limit:UInt32}`,
      params,
    );
    const last = rows.at(-1)?.sample_id;
    if (last === undefined) return;
    const found = await askCompact(
      client,
      `SELECT ${sampleColumns.join(', ')} FROM samples FINAL
       WHERE run_id = {run:String} ${after} AND sample_id <= {last:UUID}`,
      { ...params, last },
    );
    const samples = new Map(found.map(sampleFromRow).map((sample) => [sample.sample_id, sample]));
    yield rows.flatMap((row) => {
      const sample = samples.get(row.sample_id);
      return sample ? [{ sample, payload: payloadFromRow(row) }] : [];
    });
    if (rows.length < batchRows) return;
    after = 'AND sample_id > {after:UUID}';
    params = { ...params, after: last };
  }
}
