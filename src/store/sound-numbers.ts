/** What the engine would bend without a word: a whole number beyond its column wraps round, a time beyond its date does too. */
import { RowsRefused } from '../contract/rows-refused.ts';
import type { RetriedAttempt, Sample } from '../contract/sample.ts';

const maxUInt16 = 65_535;
const maxUInt32 = 4_294_967_295;

type Column = Extract<keyof Sample | keyof RetriedAttempt, string>;

/** Columns of whole numbers, and the largest that each holds. */
const largest: ReadonlyMap<Column, number> = new Map<Column, number>([
  ['case_index', maxUInt32],
  ['repeat', maxUInt32],
  ['attempts', maxUInt16],
  ['attempt', maxUInt16],
  ['http_status', maxUInt16],
  ['stalls', maxUInt32],
  ['input_tokens', maxUInt32],
  ['cache_read_tokens', maxUInt32],
  ['cache_write_tokens', maxUInt32],
  ['cache_write_1h_tokens', maxUInt32],
  ['input_audio_tokens', maxUInt32],
  ['input_image_tokens', maxUInt32],
  ['output_tokens', maxUInt32],
  ['reasoning_tokens', maxUInt32],
  ['output_audio_tokens', maxUInt32],
  ['output_image_tokens', maxUInt32],
  ['billed_input_tokens', maxUInt32],
  ['billed_output_tokens', maxUInt32],
  ['local_tokens', maxUInt32],
  ['stated_cost_nanousd', Number.MAX_SAFE_INTEGER],
  ['cost_nanousd', Number.MAX_SAFE_INTEGER],
]);

/** Dates of the engine end in 2106. */
const lastMs = maxUInt32 * 1000;

/** Throws `RowsRefused`, with the field and its value, for the first row that would come back as another. */
export function refuseUnsound(rows: readonly (Sample | RetriedAttempt)[]): void {
  for (const row of rows) {
    for (const [column, most] of largest) {
      const value = (row as Partial<Record<Column, unknown>>)[column] ?? null;
      if (value === null || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most))
        continue;
      throw new RowsRefused(`${column} is ${String(value)}: expected a whole number from 0 to ${most}`);
    }
    const { started_at_ms: at } = row;
    if (!(at >= 0 && at <= lastMs))
      throw new RowsRefused(`started_at_ms is ${at}: expected a time from 1970 to 2106`);
    const odd = 'scores' in row && Object.entries(row.scores).find(([, value]) => !Number.isFinite(value));
    if (odd) throw new RowsRefused(`the score ${odd[0]} is ${odd[1]}: expected a finite number`);
  }
}
