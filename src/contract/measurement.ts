/** The numbers derived from one attempt. Every name is the same in code, database, API and page; `null` is unknown, never 0. */
import { z } from 'zod';

const known = z.number().nullable();
const count = z.number().int().min(0).nullable();

/** Times in ms, rates in tokens per second. Definitions: `docs/metrics.md`. */
export const measurementSchema = z
  .object({
    ttft_ms: known,
    ttfo_ms: known,
    ttfb_ms: known,
    e2e_ms: known,
    queue_ms: known,
    connect_ms: known,
    dns_ms: known,
    tls_ms: known,
    response_ms: known,
    decode_ms: known,
    tpot_ms: known,
    ntpot_ms: known,
    stall_max_ms: known,
    stalls: count,
    tok_s_user: known,
    norm_tok_s: known.describe('`tok_s_user` with the answer counted in o200k_base, for every provider'),
    tok_s_e2e: known,
    input_tokens: count,
    cache_read_tokens: count,
    cache_write_tokens: count,
    cache_write_1h_tokens: count.describe('One-hour cache; the other keeps for minutes'),
    input_audio_tokens: count.describe(
      'Uncached audio and images; unknown if the provider does not report them separately: then they are in `input_tokens`',
    ),
    input_image_tokens: count,
    output_tokens: count,
    reasoning_tokens: count,
    output_audio_tokens: count,
    output_image_tokens: count,
    billed_input_tokens: count.describe(
      'Billed units, if they differ from the counts above; `null`: they do not',
    ),
    billed_output_tokens: count,
    usage_source: z
      .enum(['provider', 'estimated', 'missing', 'cached'])
      .describe(
        '`estimated`: not reported, output was counted here; `cached`: nothing was sent, the counts are those of the original call',
      ),
    local_tokens: count.describe(
      'What was streamed (text, reasoning, tool arguments), counted here in o200k_base',
    ),
    usage_gap: known.describe(
      "(Provider's count of the text − ours) / ours; `null` for short answers and where the counts are not comparable",
    ),
    stated_cost_nanousd: z
      .number()
      .int()
      .nullable()
      .describe('Cost of the call as stated by the provider, 10⁻⁹ US dollars'),
    cost_gap: known.describe(
      '(Cost by the known price − stated cost) / stated cost; `null` when either is unknown',
    ),
    cost_nanousd: z
      .number()
      .int()
      .nullable()
      .describe('Integer, in 10⁻⁹ US dollars; for an answer from the cache the cost of the original call'),
    price_id: z.string().describe("Which price list and rule gave the cost; '' when unknown"),
  })
  .meta({ id: 'Measurement' });
export type Measurement = z.infer<typeof measurementSchema>;
