import { keysOf } from '../base/typed-keys.ts';
import type { ClickHouseClient } from '@clickhouse/client';
import { wellFormed } from '../base/well-formed.ts';
import type { SampleBatch } from '../contract/sample.ts';
import type { RetriedAttempt } from '../contract/sample.ts';
import { asRefusal } from './data-error.ts';
import { payloadColumns, payloadRow } from './payload-row.ts';
import { refuseExpired, type Retention } from './retention.ts';
import { sampleRow, storedColumns } from './packed/sample-row.ts';
import { refuseUnsound } from './sound-numbers.ts';

/** Rows longer than 10 MB are taken for broken JSON by the engine's parallel reader, so they are read in one go. */
export const wholeRows = { input_format_parallel_parsing: 0 } as const;
const longRow = 4_000_000;

/** As bare values: with the names of fifty columns in every row the engine spends twice the time to read them. */
async function insertValues(
  client: ClickHouseClient,
  table: string,
  columns: readonly string[],
  rows: unknown[][],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => row.map(wellFormed));
  const isLong = values.some((row) =>
    row.some((value) => typeof value === 'string' && value.length > longRow),
  );
  const [first = '', ...others] = columns;
  await client.insert({
    table,
    columns: [first, ...others],
    values,
    format: 'JSONCompactEachRow',
    ...(isLong && { clickhouse_settings: wholeRows }),
  });
}

const insertRows = <Row extends object>(
  client: ClickHouseClient,
  table: string,
  columns: readonly (keyof Row & string)[],
  rows: Row[],
): Promise<void> =>
  insertValues(
    client,
    table,
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
  );

/** Every field of a retried attempt is a column of the same name. */
const retriedColumns = keysOf({
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
} satisfies Record<keyof RetriedAttempt, true>);

/**
 * Payloads go first: a sample that can be seen has its payload. Writing the same rows again adds rows that FINAL leaves out.
 * Throws `RowsRefused` when it is the rows that are at fault.
 */
export async function insertBatch(
  client: ClickHouseClient,
  batch: SampleBatch,
  retention: Retention,
): Promise<void> {
  refuseExpired(batch.samples, retention.samplesDays);
  refuseUnsound(batch.samples);
  refuseUnsound(batch.retried);
  try {
    await insertRows(client, 'sample_payloads', payloadColumns, batch.payloads.map(payloadRow));
    await insertRows(client, 'retried_attempts', retriedColumns, batch.retried);
    await insertValues(client, 'samples', storedColumns, batch.samples.map(sampleRow));
  } catch (error) {
    throw asRefusal(error);
  }
}
