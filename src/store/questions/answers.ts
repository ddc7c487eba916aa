import type { ClickHouseClient } from '@clickhouse/client';
import type { SampleRecord } from '../../contract/sample.ts';
import type { Sample } from '../../contract/sample.ts';
import { ask, askCompact, type QueryParams } from '../ask.ts';
import { payloadFromRow, type PayloadRow } from '../payload-row.ts';
import { sampleColumns, sampleFromRow } from '../sample-columns.ts';

interface Sizes {
  /** Answers can be long: so many are in memory at a time, and as many again that are read ahead. */
  batch: number;
  /** Samples lie in another order than payloads, so that each stretch of these walks all of the run's: few and long ones are quick. */
  stretch: number;
}
const defaultSizes: Sizes = { batch: 2500, stretch: 10_000 };

/** Ids in the payloads' own order; `null`: no bound. */
interface Stretch {
  after: string | null;
  last: string | null;
}

function within(runId: string, { after, last }: Stretch): { where: string; params: QueryParams } {
  const bounds = [
    'run_id = {run:String}',
    ...(after === null ? [] : ['sample_id > {after:UUID}']),
    ...(last === null ? [] : ['sample_id <= {last:UUID}']),
  ];
  const params = { run: runId, ...(after !== null && { after }), ...(last !== null && { last }) };
  return { where: bounds.join(' AND '), params };
}

async function stretchAfter(
  client: ClickHouseClient,
  runId: string,
  after: string | null,
  rows: number,
): Promise<Stretch> {
  const { where, params } = within(runId, { after, last: null });
  const [end] = await ask<{ sample_id: string }>(
    client,
    `SELECT sample_id FROM sample_payloads FINAL WHERE ${where} ORDER BY run_id, sample_id LIMIT 1 OFFSET {rows:UInt32}`,
    { ...params, rows: rows - 1 },
  );
  return { after, last: end?.sample_id ?? null };
}

async function samplesOf(
  client: ClickHouseClient,
  runId: string,
  stretch: Stretch,
): Promise<Map<string, Sample>> {
  const { where, params } = within(runId, stretch);
  const rows = await askCompact(
    client,
    `SELECT ${sampleColumns.join(', ')} FROM samples FINAL WHERE ${where}`,
    params,
  );
  return new Map(rows.map((row) => sampleFromRow(row)).map((sample) => [sample.sample_id, sample]));
}

function payloadsOf(
  client: ClickHouseClient,
  runId: string,
  stretch: Stretch,
  limit: number,
): Promise<PayloadRow[]> {
  const { where, params } = within(runId, stretch);
  return ask<PayloadRow>(
    client,
    `SELECT * EXCEPT (version) FROM sample_payloads FINAL WHERE ${where} ORDER BY run_id, sample_id LIMIT {limit:UInt32}`,
    { ...params, limit },
  );
}

/** Batches of a stretch, the next one read while one is worked on. */
async function* batchesOf(
  client: ClickHouseClient,
  runId: string,
  stretch: Stretch,
  size: number,
): AsyncGenerator<PayloadRow[]> {
  let next: Promise<PayloadRow[]> | null = payloadsOf(client, runId, stretch, size);
  while (next) {
    const rows: PayloadRow[] = await next;
    const after = rows.at(-1)?.sample_id;
    const isEnd = rows.length < size || after === undefined || after === stretch.last;
    next = isEnd ? null : payloadsOf(client, runId, { ...stretch, after }, size);
    // it is awaited later, or never
    next?.catch(() => {});
    if (rows.length > 0) yield rows;
  }
}

/**
 * Every sample that has a payload, in the payloads' own order, so that these, by far the larger part, are read once and in one go.
 * Rows may be written again meanwhile.
 */
export async function* answers(
  client: ClickHouseClient,
  runId: string,
  sizes = defaultSizes,
): AsyncGenerator<SampleRecord[]> {
  let after: string | null = null;
  do {
    const stretch: Stretch = await stretchAfter(client, runId, after, sizes.stretch);
    const samples = await samplesOf(client, runId, stretch);
    for await (const rows of batchesOf(client, runId, stretch, sizes.batch))
      yield rows.flatMap((row) => {
        const sample = samples.get(row.sample_id);
        return sample ? [{ sample, payload: payloadFromRow(row) }] : [];
      });
    after = stretch.last;
  } while (after !== null);
}
