import { z } from '@hono/zod-openapi';
import { checkNames, requirementsSchema, type RecommendationAnswer } from '../../contract/recommendation.ts';
import type { Loose } from './run.ts';

const known = z.number().nullable();
const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });

const bounded = interval.extend({ level: z.number(), family: z.number() });

const candidate = z
  .object({
    target_id: z.string(),
    label: z.string(),
    feasible: z.boolean(),
    checks: z.array(
      z.object({
        name: z.enum(checkNames),
        status: z.enum(['met', 'missed', 'undecided', 'unknown']),
        value: known,
        limit: known,
        note: z.string().nullable(),
        bounds: bounded.omit({ value: true }).optional(),
      }),
    ),
    quality: interval.nullable(),
    difference: bounded.nullable(),
    per_1k_usd: interval.nullable(),
    monthly_usd: known,
    p95_ms: known,
    error_rate: known,
    coverage: z.number(),
    utility: known,
    frontier_share: known,
    pick_share: z.number(),
  })
  .openapi('Candidate');

export const recommendationSchema = z
  .object({
    schema: z.literal('assay.recommendation/1'),
    run_id: z.string(),
    suite_name: z.string(),
    requirements: requirementsSchema,
    candidates: z.array(candidate),
    pick: z.string().nullable(),
    runner_up: z.string().nullable(),
    holds: known,
    saving: bounded.extend({ per_month_usd: interval.nullable() }).nullable(),
    binding: z.object({ name: z.enum(checkNames), pick: z.string() }).nullable(),
    cases: z.number(),
    clusters: z.number(),
    shared: z.object({ samples: z.number(), left_out: z.number(), left_out_usd: known }).optional(),
    resamples: z.number(),
    seed: z.number(),
    paragraph: z.string().describe('the recommendation in words'),
    refusals: z
      .array(z.object({ target_id: z.string(), text: z.string() }))
      .describe('why a target cannot be chosen, in words'),
  })
  .openapi('Recommendation') satisfies z.ZodType<Loose<RecommendationAnswer>>;
