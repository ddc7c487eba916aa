/** Which fields a measurement has, and from where on two figures of the same thing are too far apart. No schema here: the page reads this. */
import type { Measurement } from './measurement.ts';

export const latencyMetrics = [
  'ttft_ms',
  'ttfo_ms',
  'ttfb_ms',
  'e2e_ms',
  'queue_ms',
  'connect_ms',
  'dns_ms',
  'tls_ms',
  'response_ms',
  'decode_ms',
  'tpot_ms',
  'ntpot_ms',
  'stall_max_ms',
  'tok_s_user',
  'norm_tok_s',
  'tok_s_e2e',
] as const;
export type LatencyMetric = (typeof latencyMetrics)[number];

/** A local count further from the provider's than this is flagged. */
export const usageGapLimit = 0.1;
/** A price of ours further from what the provider says than this is flagged. */
export const costGapLimit = 0.05;

/** Every field, in the order of the table: a field that is added and not listed here is a type error. */
export const measurementColumns = {
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
  cost_gap: true,
  cost_nanousd: true,
  price_id: true,
} satisfies Record<keyof Measurement, true>;

/** What tokens are counted apart: a sample has `input_tokens` and so on. */
export const tokenKinds = [
  'input',
  'cache_read',
  'cache_write',
  'cache_write_1h',
  'input_audio',
  'input_image',
  'output',
  'reasoning',
  'output_audio',
  'output_image',
] as const;
export type TokenKind = (typeof tokenKinds)[number];
