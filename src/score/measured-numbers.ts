import type { Measurement } from '../contract/measurement.ts';

/** What a scorer of a user's own may see of a call. Nothing of it tells which target answered: models, ids and prices by name are left out. */
type Seen = Omit<Measurement, 'price_id'>;
const seen: Record<keyof Seen, true> = {
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
  usage_source: true,
  local_tokens: true,
  usage_gap: true,
  cost_nanousd: true,
  billed_input_tokens: true,
  billed_output_tokens: true,
  stated_cost_nanousd: true,
  cost_gap: true,
};

/** The measured numbers of a call, out of a measurement or a whole stored sample. */
export const measuredNumbers = (measurement: Measurement): Seen =>
  Object.fromEntries(
    Object.entries(measurement).filter(([key]) => Object.hasOwn(seen, key)),
  ) as unknown as Seen;
