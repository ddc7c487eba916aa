import type { SamplePayload, Sample } from '../contract/sample.ts';
import type { Column } from './write-table.ts';

type Types<Row> = Record<keyof Row, Column['type']>;

const sampleTypes = {
  sample_id: 'text',
  run_id: 'text',
  suite_hash: 'text',
  project: 'text',
  source: 'text',
  target_id: 'text',
  target_key: 'text',
  case_id: 'text',
  case_index: 'number',
  cluster: 'text',
  category: 'text',
  repeat: 'number',
  attempts: 'number',
  is_warmup: 'flag',
  provider: 'text',
  request_model: 'text',
  response_model: 'text',
  system_fingerprint: 'text',
  service_tier: 'text',
  served_by: 'text',
  region: 'text',
  reasoning_requested: 'text',
  reasoning_effective: 'text',
  provider_tools: 'text',
  started_at_ms: 'number',
  outcome: 'text',
  error_class: 'text',
  http_status: 'number',
  finish_reason: 'text',
  quality: 'number',
  correct: 'flag',
  scores: 'json',
  ttft_ms: 'number',
  ttfo_ms: 'number',
  ttfb_ms: 'number',
  e2e_ms: 'number',
  queue_ms: 'number',
  connect_ms: 'number',
  dns_ms: 'number',
  tls_ms: 'number',
  response_ms: 'number',
  decode_ms: 'number',
  tpot_ms: 'number',
  ntpot_ms: 'number',
  stall_max_ms: 'number',
  stalls: 'number',
  tok_s_user: 'number',
  norm_tok_s: 'number',
  tok_s_e2e: 'number',
  input_tokens: 'number',
  cache_read_tokens: 'number',
  cache_write_tokens: 'number',
  cache_write_1h_tokens: 'number',
  input_audio_tokens: 'number',
  input_image_tokens: 'number',
  output_tokens: 'number',
  reasoning_tokens: 'number',
  output_audio_tokens: 'number',
  output_image_tokens: 'number',
  billed_input_tokens: 'number',
  billed_output_tokens: 'number',
  usage_source: 'text',
  local_tokens: 'number',
  usage_gap: 'number',
  stated_cost_nanousd: 'number',
  cost_gap: 'number',
  cost_nanousd: 'number',
  price_id: 'text',
} satisfies Types<Sample>;

type OwnPayload = Omit<SamplePayload, 'sample_id' | 'run_id' | 'started_at_ms' | 'scores'>;

const payloadTypes = {
  messages: 'json',
  expected: 'json',
  answer: 'json',
  response_id: 'text',
  error_message: 'text',
  error_body: 'text',
  frame_times_us: 'json',
  frame_kinds: 'text',
  raw_usage: 'json',
  steps: 'json',
} satisfies Types<OwnPayload>;

const columnsOf = (types: Record<string, Column['type']>): Column[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

/** `run` in the first row, then `sample` and `retried`. */
export const recordColumn: Column = { name: 'record', type: 'text' };
/** Of the first row: run and cases. */
export const metaColumn: Column = { name: 'meta', type: 'json' };
/** Of a retried attempt: its number. */
export const attemptColumn: Column = { name: 'attempt', type: 'number' };
/** The verdicts behind `scores`, with labels and explanations. */
export const verdictsColumn: Column = { name: 'verdicts', type: 'json' };
export const sampleColumns: Column[] = columnsOf(sampleTypes);
export const payloadColumns: Column[] = columnsOf(payloadTypes);

/** All columns of an exported run, in their order. */
export const recordColumns: Column[] = [
  recordColumn,
  ...sampleColumns,
  ...payloadColumns,
  verdictsColumn,
  attemptColumn,
  metaColumn,
];
