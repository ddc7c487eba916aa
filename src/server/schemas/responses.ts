import { z } from '@hono/zod-openapi';
import { summarySchema } from './analysis.ts';
import { runCaseSchema, runSchema } from './run.ts';
import { payloadSchema, sampleSchema } from './sample.ts';

const errorSchema = z
  .object({ error: z.object({ code: z.string(), message: z.string(), remedy: z.string().nullable() }) })
  .openapi('Error');

/** What the list shows of a run beyond its header. */
const shortSummarySchema = z
  .object({
    done: z.number().describe('settled samples, warm-up left out'),
    best_quality: z.object({ target_id: z.string(), label: z.string(), value: z.number() }).nullable(),
    total_cost_usd: z.number().nullable(),
  })
  .openapi('ShortSummary');

export const runListSchema = z.object({
  runs: z.array(runSchema.extend({ summary: shortSummarySchema.nullable() })),
});

export const runDetailSchema = z.object({
  run: runSchema,
  summary: summarySchema,
  last_event_id: z.number().describe('give it as `since` to the events'),
  live: z.boolean(),
});

export const caseDetailSchema = z.object({
  case: runCaseSchema.nullable(),
  samples: z.array(z.object({ sample: sampleSchema, payload: payloadSchema.nullable() })),
});

/** An answer as JSON in the API description, and the failures every route may give. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return {
    200: { content: { 'application/json': { schema } }, description },
    default: {
      content: { 'application/json': { schema: errorSchema } },
      description: 'what went wrong, and what to do',
    },
  };
}
