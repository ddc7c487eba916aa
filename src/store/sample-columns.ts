import type { Sample } from '../contract/sample.ts';

/** Every field of a sample is a column of the same name. `satisfies` fails to compile when the contract gains or loses one. */
const columns = {
  sample_id: true,
  run_id: true,
  suite_hash: true,
  target_id: true,
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
  provider_tools: true,
  started_at_ms: true,
  outcome: true,
  error_class: true,
  http_status: true,
  finish_reason: true,
  quality: true,
  correct: true,
  scores: true,
  ttft_ms: true,
  ttfo_ms: true,
  ttfb_ms: true,
  e2e_ms: true,
  queue_ms: true,
  connect_ms: true,
  dns_ms: true,
  tls_ms: true,
  response_ms: true,
  decode_ms: true,
  tpot_ms: true,
  ntpot_ms: true,
  stall_max_ms: true,
  stalls: true,
  tok_s_user: true,
  norm_tok_s: true,
  tok_s_e2e: true,
  input_tokens: true,
  cache_read_tokens: true,
  cache_write_tokens: true,
  cache_write_1h_tokens: true,
  input_audio_tokens: true,
  input_image_tokens: true,
  output_tokens: true,
  reasoning_tokens: true,
  output_audio_tokens: true,
  output_image_tokens: true,
  billed_input_tokens: true,
  billed_output_tokens: true,
  usage_source: true,
  local_tokens: true,
  usage_gap: true,
  stated_cost_nanousd: true,
  cost_nanousd: true,
  price_id: true,
} satisfies Record<keyof Sample, true>;

export const sampleColumns = Object.keys(columns) as (keyof Sample)[];

/** From a row of `SELECT ${names}` in array form. */
export function sampleFromRow(row: unknown[], names = sampleColumns): Sample {
  const sample: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) sample[names[i] as string] = row[i];
  return sample as unknown as Sample;
}
