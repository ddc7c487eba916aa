import { z } from 'zod';
import { answerSchema } from './attempt.ts';
import { messageSchema } from './content.ts';
import { measurementSchema } from './measurement.ts';
import { optional } from './optional.ts';
import { errorClasses, outcomes } from './outcome.ts';
import { runSchema } from './run.ts';
import { sampleSources } from './sample-source.ts';
import { scoreSchema } from './score.ts';

const count = z.number().int().min(0);
const known = z.number().nullable();
const sampleId = z
  .uuid()
  .describe('uuid v5 of run, target, case and repeat, so that writing twice stores one row');
const startedAt = z.number().describe('Wall clock of the final attempt, ms since the epoch');
const errorClass = z
  .union([z.enum(errorClasses), z.literal('')])
  .describe('Why there is no answer; empty: there is one');

/** The result of (run, target, case, repeat): the row that is stored, sent live and analysed. */
export const sampleSchema = z
  .object({
    sample_id: sampleId,
    run_id: runSchema.shape.run_id,
    suite_hash: z.string(),
    project: z.string(),
    source: z.enum(sampleSources),
    target_id: z.string(),
    target_key: z
      .string()
      .describe(
        'The target across suites and runs: provider, host, model and parameters that change answers',
      ),
    case_id: z.string(),
    case_index: count.describe('Position of the case in the suite, from 0'),
    cluster: z.string(),
    category: z.string(),
    repeat: count,
    attempts: count.describe('Number of attempts, from 1'),
    is_warmup: z.boolean(),
    provider: z.string(),
    request_model: z.string(),
    response_model: z.string(),
    system_fingerprint: z
      .string()
      .describe("The provider's fingerprint of the system that answered; empty: none was sent"),
    service_tier: z
      .string()
      .describe("The service tier that answered, in the provider's own term; empty: not reported"),
    served_by: z.string().describe('Host or region that served it; empty: not reported'),
    region: z.string().describe('Where the call was made from, as `ASSAY_REGION` named it; empty: not named'),
    reasoning_requested: z
      .string()
      .describe('Reasoning effort that was asked for; empty: left to the provider'),
    reasoning_effective: z
      .string()
      .describe("Reasoning effort that was applied, in the provider's own term; empty: not reported"),
    provider_tools: z
      .string()
      .describe(
        "How often the provider's own tools ran, as `web_search=2 file_search=1`: some are billed separately. Empty: none",
      ),
    started_at_ms: startedAt,
    outcome: z.enum(outcomes),
    error_class: errorClass,
    http_status: count.nullable(),
    finish_reason: z.string(),
    quality: known.describe('Weighted mean of the scores; `null` when nothing could be scored'),
    correct: z.boolean().nullable().describe('Every score passed; `null` when nothing could be scored'),
    scores: z.record(z.string(), z.number()).describe('Score name → value, only those that have one'),
    ...measurementSchema.shape,
  })
  .meta({ id: 'Sample' });
export type Sample = z.infer<typeof sampleSchema>;

/** One call of a conversation, as it is shown. */
export const sampleStepSchema = measurementSchema
  .pick({
    ttft_ms: true,
    e2e_ms: true,
    input_tokens: true,
    output_tokens: true,
    reasoning_tokens: true,
    cost_nanousd: true,
  })
  .extend({
    sent: z
      .array(messageSchema)
      .describe(
        "Messages added since the previous call: tool results, or the user's next turn; none for the first call",
      ),
    answer: answerSchema.nullable(),
    outcome: z.enum(outcomes),
    error_class: errorClass,
    error_message: z.string(),
    http_status: count.nullable(),
    retried: z.boolean().describe('It failed and was retried'),
  })
  .meta({ id: 'SampleStep' });
export type SampleStep = z.infer<typeof sampleStepSchema>;

/** The large part of a sample, kept apart from the numbers. */
export const samplePayloadSchema = z
  .object({
    sample_id: sampleId,
    run_id: runSchema.shape.run_id,
    started_at_ms: startedAt,
    messages: z.array(messageSchema),
    expected: z.unknown(),
    answer: answerSchema.nullable(),
    scores: z.array(scoreSchema),
    response_id: optional(z.string()).describe("The provider's id of the response; absent: none was sent"),
    error_message: z.string(),
    error_body: optional(z.string()).describe(
      'What the provider sent instead of an answer, truncated and without keys; absent: it adds nothing to the message',
    ),
    frame_times_us: z.array(z.number()).describe('Content frames: arrival after `sent` in µs'),
    frame_kinds: z.string().describe('One letter per frame: `t` text, `r` reasoning, `c` tool call'),
    raw_usage: z.unknown().describe("The provider's usage object, verbatim"),
    steps: optional(z.array(sampleStepSchema).nullable()).describe(
      'Of a conversation: its calls in order; `null` or absent for a single call',
    ),
  })
  .meta({ id: 'SamplePayload' });
export type SamplePayload = z.infer<typeof samplePayloadSchema>;

/** An attempt that was followed by another: kept so that no failed call is a missing row. */
export const retriedAttemptSchema = z
  .object({
    sample_id: sampleId,
    run_id: runSchema.shape.run_id,
    target_id: z.string(),
    case_id: z.string(),
    repeat: count,
    attempt: count,
    started_at_ms: z.number(),
    outcome: z.enum(outcomes),
    error_class: errorClass,
    http_status: count.nullable(),
    error_message: z.string(),
    e2e_ms: known,
    cost_nanousd: z.number().int().nullable(),
  })
  .meta({ id: 'RetriedAttempt' });
export type RetriedAttempt = z.infer<typeof retriedAttemptSchema>;

/** The numbers of a batch with the large parts beside them. */
export const sampleBatchSchema = z.object({
  samples: z.array(sampleSchema),
  payloads: z.array(samplePayloadSchema),
  retried: z.array(retriedAttemptSchema),
});
export type SampleBatch = z.infer<typeof sampleBatchSchema>;

export const sampleRecordSchema = z.object({ sample: sampleSchema, payload: samplePayloadSchema.nullable() });
export type SampleRecord = z.infer<typeof sampleRecordSchema>;
