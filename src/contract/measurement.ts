/** The numbers derived from one attempt. Every name is the same in code, database, API and page; `null` is unknown, never 0. */

/** Times in ms, rates in tokens per second. Definitions: `docs/metrics.md`. */
export interface Measurement {
  ttft_ms: number | null;
  ttfo_ms: number | null;
  ttfb_ms: number | null;
  e2e_ms: number | null;
  queue_ms: number | null;
  connect_ms: number | null;
  dns_ms: number | null;
  tls_ms: number | null;
  response_ms: number | null;
  decode_ms: number | null;
  tpot_ms: number | null;
  ntpot_ms: number | null;
  stall_max_ms: number | null;
  stalls: number | null;
  tok_s_user: number | null;
  /** `tok_s_user` with the answer counted in o200k_base, whoever the provider is. */
  norm_tok_s: number | null;
  tok_s_e2e: number | null;
  input_tokens: number | null;
  cache_read_tokens: number | null;
  cache_write_tokens: number | null;
  /** Kept for an hour; the others for minutes. */
  cache_write_1h_tokens: number | null;
  /** Sound and pictures that came from no cache; unknown where the provider does not tell them apart: then they are in `input_tokens`. */
  input_audio_tokens: number | null;
  input_image_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  output_audio_tokens: number | null;
  output_image_tokens: number | null;
  /** What is charged, where that is not what was counted; `null`: the counts above are. */
  billed_input_tokens: number | null;
  billed_output_tokens: number | null;
  /** `estimated`: the provider was silent, output was counted here; `cached`: nothing was sent, the counts are those of the answer when it was given. */
  usage_source: 'provider' | 'estimated' | 'missing' | 'cached';
  /** What was streamed (text, reasoning, tool arguments), counted here in o200k_base. */
  local_tokens: number | null;
  /** (Provider's count of the text − ours) / ours; `null` for short answers and where the two do not count the same. */
  usage_gap: number | null;
  /** What the provider itself says that the call cost, 10⁻⁹ US dollars. */
  stated_cost_nanousd: number | null;
  /** (Cost by the price known here − what the provider says) / what the provider says; `null` when either is unknown. */
  cost_gap: number | null;
  /** Integer, in 10⁻⁹ US dollars; of an answer from the cache what it cost when it was given. */
  cost_nanousd: number | null;
  /** Which price list and rule gave the cost; '' when unknown. */
  price_id: string;
}

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
/** A local count further from the provider's than this is flagged. */
export const usageGapLimit = 0.1;
/** A price of ours further from what the provider says than this is flagged. */
export const costGapLimit = 0.05;
export type LatencyMetric = (typeof latencyMetrics)[number];

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
