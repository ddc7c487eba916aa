/** The numbers derived from one attempt. Every name is the same in code, database, API and page; `null` is unknown, never 0. */

/** Times in ms, rates in tokens per second. Definitions: `docs/metrics.md`. */
export interface Measurement {
  ttft_ms: number | null;
  ttfo_ms: number | null;
  ttfb_ms: number | null;
  e2e_ms: number | null;
  queue_ms: number | null;
  response_ms: number | null;
  decode_ms: number | null;
  tpot_ms: number | null;
  stall_max_ms: number | null;
  stalls: number | null;
  tok_s_user: number | null;
  tok_s_e2e: number | null;
  input_tokens: number | null;
  cache_read_tokens: number | null;
  cache_write_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  usage_source: 'provider' | 'estimated' | 'missing';
  /** Integer, in 10⁻⁹ US dollars. */
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
  'response_ms',
  'decode_ms',
  'tpot_ms',
  'stall_max_ms',
  'tok_s_user',
  'tok_s_e2e',
] as const;
export type LatencyMetric = (typeof latencyMetrics)[number];
