import type { ClickHouseClient } from '@clickhouse/client';
import type { Sample } from '../../contract/sample.ts';
import { askCompact, type QueryParams } from '../ask.ts';
import { sampleColumns, sampleFromRow } from '../sample-columns.ts';

/** Ten thousand would be a fifth faster to read, but hold the thread twice as long at a time and cost 30 MB more. */
const batchRows = 5000;

const placeFields = ['target_id', 'case_index', 'repeat', 'sample_id'] as const;

/** Pages through the table's own order, so each batch reads its own range and no more. `fields` alone, and what tells the place. */
export async function* samples(
  client: ClickHouseClient,
  runId: string,
  fields: readonly (keyof Sample)[] = sampleColumns,
): AsyncGenerator<Sample[]> {
  const columns = sampleColumns.filter(
    (name) => fields.includes(name) || placeFields.some((place) => place === name),
  );
  const key = placeFields.join(', ');
  let after = '';
  let params: QueryParams = { run: runId, limit: batchRows };
  for (;;) {
    const rows = await askCompact(
      client,
      `SELECT ${columns.join(', ')} FROM samples FINAL
       WHERE run_id = {run:String} ${after}
       ORDER BY run_id, ${key} LIMIT {limit:UInt32}`,
      params,
    );
    if (rows.length > 0) yield rows.map((row) => sampleFromRow(row, columns));
    if (rows.length < batchRows) return;
    const last = sampleFromRow(rows.at(-1) as unknown[], columns);
    after = `AND (${key}) > ({target:String}, {index:UInt32}, {repeat:UInt16}, {sample:UUID})`;
    params = {
      ...params,
      target: last.target_id,
      index: last.case_index,
      repeat: last.repeat,
      sample: last.sample_id,
    };
  }
}
