import { keysOf } from '../base/typed-keys.ts';
import { measurementColumns } from '../contract/measured-fields.ts';
import type { Sample } from '../contract/sample.ts';

/** Every field of a sample is a column of the same name. `satisfies` fails to compile when the contract gains or loses one. */
const columns = {
  sample_id: true,
  run_id: true,
  suite_hash: true,
  project: true,
  source: true,
  target_id: true,
  target_key: true,
  case_id: true,
  case_index: true,
  cluster: true,
  category: true,
  repeat: true,
  attempts: true,
  is_warmup: true,
  provider: true,
  request_model: true,
  response_model: true,
  system_fingerprint: true,
  service_tier: true,
  served_by: true,
  region: true,
  reasoning_requested: true,
  reasoning_effective: true,
  provider_tools: true,
  started_at_ms: true,
  outcome: true,
  error_class: true,
  http_status: true,
  finish_reason: true,
  quality: true,
  correct: true,
  scores: true,
  ...measurementColumns,
} satisfies Record<keyof Sample, true>;

export const sampleColumns: (keyof Sample)[] = keysOf(columns);

/** From a row of `SELECT ${names}` in array form. */
export function sampleFromRow(row: unknown[], names = sampleColumns): Sample {
  const sample: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) sample[names[i] as string] = row[i];
  return sample as unknown as Sample;
}
