import { z } from '@hono/zod-openapi';
import { isId } from '../../base/id.ts';
import { errorClasses, outcomes } from '../../contract/outcome.ts';
import type { RetriedAttempt, Sample, SamplePayload, SampleStep } from '../../contract/sample.ts';
import { messageSchema } from '../../contract/content.ts';
import type { Loose } from './run.ts';

const text = z.string();
const runId = z.string().refine(isId, 'expected a UUID in lower case');
const known = z.number().nullable();
const count = z.number().int().min(0);
const outcome = z.enum(outcomes);
const errorClass = z.union([z.enum(errorClasses), z.literal('')]);

export const sampleSchema = z
  .object({
    sample_id: z.uuid(),
    run_id: runId,
    suite_hash: text,
    target_id: text,
    case_id: text,
    case_index: count,
    cluster: text,
    category: text,
    repeat: count,
    attempts: count,
    is_warmup: z.boolean(),
    provider: text,
    request_model: text,
    response_model: text,
    system_fingerprint: text,
    service_tier: text,
    served_by: text,
    provider_tools: text,
    started_at_ms: z.number(),
    outcome,
    error_class: errorClass,
    http_status: count.nullable(),
    finish_reason: text,
    quality: known,
    correct: z.boolean().nullable(),
    scores: z.record(text, z.number()),
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
    stalls: count.nullable(),
    tok_s_user: known,
    norm_tok_s: known,
    tok_s_e2e: known,
    input_tokens: count.nullable(),
    cache_read_tokens: count.nullable(),
    cache_write_tokens: count.nullable(),
    cache_write_1h_tokens: count.nullable(),
    input_audio_tokens: count.nullable(),
    input_image_tokens: count.nullable(),
    output_tokens: count.nullable(),
    reasoning_tokens: count.nullable(),
    output_audio_tokens: count.nullable(),
    output_image_tokens: count.nullable(),
    billed_input_tokens: count.nullable(),
    billed_output_tokens: count.nullable(),
    usage_source: z.enum(['provider', 'estimated', 'missing', 'cached']),
    local_tokens: count.nullable(),
    usage_gap: known,
    stated_cost_nanousd: z.number().int().nullable().describe('10⁻⁹ US dollars, as the provider says'),
    cost_gap: known,
    cost_nanousd: z.number().int().nullable().describe('10⁻⁹ US dollars'),
    price_id: text,
  })
  .openapi('Sample') satisfies z.ZodType<Sample>;

const answer = z.object({
  text,
  reasoning: text,
  toolCalls: z.array(z.object({ name: text, arguments: text })),
  finishReason: text.nullable(),
  madeFiles: z.array(text).optional(),
  citations: count.optional(),
  serverTools: z.record(z.string(), count).optional(),
});

const score = z.object({
  name: text,
  value: known,
  passed: z.boolean().nullable(),
  label: text.nullable(),
  explanation: text.nullable(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  scorer: z.object({ type: text, version: count, optionsHash: text }).optional(),
});

const step = z.object({
  sent: z.array(messageSchema),
  answer: answer.nullable(),
  outcome,
  error_class: errorClass,
  error_message: text,
  http_status: count.nullable(),
  retried: z.boolean(),
  ttft_ms: known,
  e2e_ms: known,
  input_tokens: count.nullable(),
  output_tokens: count.nullable(),
  reasoning_tokens: count.nullable(),
  cost_nanousd: z.number().int().nullable(),
}) satisfies z.ZodType<SampleStep>;

export const payloadSchema = z
  .object({
    sample_id: z.uuid(),
    run_id: runId,
    started_at_ms: z.number(),
    messages: z.array(messageSchema),
    expected: z.unknown(),
    answer: answer.nullable(),
    scores: z.array(score),
    error_message: text,
    error_body: text.optional(),
    frame_times_us: z.array(z.number()),
    frame_kinds: text,
    raw_usage: z.unknown(),
    steps: z.array(step).nullish(),
  })
  .openapi('SamplePayload') satisfies z.ZodType<Loose<SamplePayload>>;

export const retriedSchema = z
  .object({
    sample_id: z.uuid(),
    run_id: runId,
    target_id: text,
    case_id: text,
    repeat: count,
    attempt: count,
    started_at_ms: z.number(),
    outcome,
    error_class: errorClass,
    http_status: count.nullable(),
    error_message: text,
    e2e_ms: known,
    cost_nanousd: z.number().int().nullable(),
  })
  .openapi('RetriedAttempt') satisfies z.ZodType<RetriedAttempt>;

export const batchSchema = z.object({
  samples: z.array(sampleSchema),
  payloads: z.array(payloadSchema),
  retried: z.array(retriedSchema),
});
