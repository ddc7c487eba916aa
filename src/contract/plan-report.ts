/** What a run would do and cost, before it does: `assay.estimate/1`. */
import { z } from 'zod';
import { rangeSchema } from './plan.ts';
import { sandboxFoundSchema } from './program.ts';

const estimateFigures = z.object({
  calls: z.int(),
  input_tokens: rangeSchema.nullable(),
  output_tokens: rangeSchema.nullable(),
  cost_usd: rangeSchema.nullable(),
  seconds: rangeSchema.nullable(),
  most_seconds: z.number().optional().describe('of a batch: time until it expires'),
});

const targetPlanSchema = estimateFigures.extend({
  id: z.string(),
  label: z.string(),
  source: z
    .object({
      answers: z.int(),
      runs: z.array(z.string()).describe('ids, newest first'),
      same_suite: z
        .boolean()
        .describe('false: the suite has changed since; only outputs and times were used'),
    })
    .nullable()
    .describe('earlier runs that were used; null: all is estimated from the length of the text'),
  shortage: z
    .object({
      seconds: z.number().describe('minimum time required'),
      budget_seconds: z.number(),
      limit: z
        .object({ path: z.string(), value: z.number() })
        .describe('the limiting setting, by its path in the suite'),
      needed_value: z.number().describe('the value of that limit that would do'),
      calls_that_fit: z.number(),
    })
    .nullable()
    .describe('null: it fits into its time budget, as far as is known'),
});
export type TargetPlan = z.infer<typeof targetPlanSchema>;

export const planReportSchema = z
  .object({
    schema: z.literal('assay.estimate/1'),
    suite: z.object({
      name: z.string(),
      hash: z.string(),
      cases: z.int(),
      repeats: z.int(),
      warmup: z.int().describe('uncounted calls per target'),
    }),
    budget_usd: z.number().nullable().describe('the cap of one run'),
    targets: z.array(targetPlanSchema),
    total: estimateFigures.describe(
      'over the targets that are known; of time the slowest, as targets run side by side',
    ),
    unpriced: z.array(z.string()).describe("targets that the total's cost leaves out"),
    unpriced_models: z
      .array(
        z.object({
          label: z.string(),
          settings: z.array(z.string()).describe('the caps in force for it, e.g. `budget.usd`'),
          remedy: z.string(),
        }),
      )
      .describe('models that a cap could not stop'),
    allow_unpriced: z.boolean().describe('they may be asked without being counted'),
    notes: z.array(z.string()).describe('what to know before a run, a sentence each'),
    judging: z
      .object({
        models: z.array(z.string()),
        calls: z.number(),
        input_tokens: rangeSchema,
        output_tokens: rangeSchema,
        cost_usd: rangeSchema.nullable().describe("null: a judge's price is unknown"),
      })
      .nullable()
      .describe('what judges take besides the targets; not in the total'),
    sandbox: sandboxFoundSchema
      .nullable()
      .describe('what isolates programs of scorers; null: there are none'),
  })
  .meta({ id: 'PlanReport' });
export type PlanReport = z.infer<typeof planReportSchema>;
