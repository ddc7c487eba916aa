import { z } from 'zod';

/** What sending each call to one of several targets would have come to: fitted on one part of the cases, told of the other. */
export const policyKindSchema = z.enum(['single', 'category', 'cascade', 'router', 'oracle']);
export type PolicyKind = z.infer<typeof policyKindSchema>;

export const policyResultSchema = z
  .object({
    kind: policyKindSchema,
    name: z.string().describe('`single: LABEL`, `cascade: A, then B when …`'),
    quality: z.number().describe('On held-out cases; a call without an answer counts 0'),
    low: z.number(),
    high: z.number(),
    per_1k_usd: z.number(),
    share: z
      .record(z.string(), z.number())
      .describe('Calls of a target / cases, by target id; the sum is above 1 for a cascade'),
    above_mixing: z
      .number()
      .nullable()
      .describe('Quality above a random mix of single targets at the same cost; `null` for single targets'),
    hypothetical: z.boolean().describe('Ideal, not achievable in practice'),
  })
  .meta({ id: 'PolicyResult' });
export type PolicyResult = z.infer<typeof policyResultSchema>;

export const routerCurveSchema = z
  .object({
    strong_share: z.number().describe('Fraction of calls to the strong target, 0 to 1, ascending'),
    quality: z.number(),
  })
  .meta({ id: 'RouterCurve' });
export type RouterCurve = z.infer<typeof routerCurveSchema>;

/** Of the two-model router. */
export const routerReportSchema = z
  .object({
    weak: z.string(),
    strong: z.string(),
    weak_quality: z.number(),
    strong_quality: z.number(),
    curve: z.array(routerCurveSchema),
    oracle_curve: z.array(routerCurveSchema),
    apgr: z
      .number()
      .nullable()
      .describe('Average performance gap recovered; random routing has 0.5. `null` when the two are equal'),
    oracle_apgr: z.number().nullable(),
    cpt: z
      .record(z.enum(['20', '50', '80']), z.number().nullable())
      .describe('Fraction of strong calls that recovers 20, 50 and 80 % of the gap; `null` if none does'),
  })
  .meta({ id: 'RouterReport' });
export type RouterReport = z.infer<typeof routerReportSchema>;

/**
 * What is known of an answer without knowing what is right; the stronger one is asked too when it is above `above`, or below `below`.
 * `agreement`: share of `calls` answers to the same case that say the same as the most common one.
 */
export const escalationSchema = z.discriminatedUnion('on', [
  z.object({
    on: z.literal('output_tokens'),
    above: z.number(),
  }),
  z.object({
    on: z.literal('check'),
    score: z.string(),
    below: z.number(),
  }),
  z.object({
    on: z.literal('agreement'),
    calls: z.number(),
    below: z.number(),
  }),
]);
export type Escalation = z.infer<typeof escalationSchema>;

export const cascadePolicySchema = z
  .object({
    first: z.string(),
    second: z.string(),
    escalate: escalationSchema,
  })
  .meta({ id: 'CascadePolicy' });
export type CascadePolicy = z.infer<typeof cascadePolicySchema>;

export const routePolicySchema = z
  .object({
    schema: z.literal('assay.policy/1'),
    categories: z.record(z.string(), z.string()).describe('Category → target id'),
    fallback: z.string().describe('Of a category that is not listed'),
    cascade: cascadePolicySchema.nullable().describe('The cascade, if one is worth it'),
  })
  .meta({ id: 'RoutePolicy' });
export type RoutePolicy = z.infer<typeof routePolicySchema>;

export const routeReportSchema = z
  .object({
    schema: z.literal('assay.route/1'),
    run_id: z.string(),
    suite_name: z.string(),
    margin: z.number(),
    seed: z.number(),
    fitted: z.number().describe('Cases fitted on and evaluated on'),
    held_out: z.number(),
    policies: z.array(policyResultSchema),
    hull: z.array(z.string()).describe('Ids of single targets on the Pareto frontier, cheapest first'),
    aiq: z
      .number()
      .nullable()
      .describe('Average improvement in quality over cost, RouterBench; `null` with fewer than two costs'),
    router: routerReportSchema.nullable(),
    policy: routePolicySchema,
    left_out: z
      .array(
        z.object({
          target_id: z.string(),
          reason: z.string(),
        }),
      )
      .describe('Targets left out, with the reason'),
  })
  .meta({ id: 'RouteReport' });
export type RouteReport = z.infer<typeof routeReportSchema>;
