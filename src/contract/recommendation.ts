/** Which target to use: what was asked for, the answer, and the evidence. Shares are 0 to 1; unknown is `null`. */
import { z } from 'zod';
import { scopes } from './scope.ts';
import type { Price } from './suite.ts';
import { optional } from './optional.ts';
import { sharedCutSchema } from './analysis.ts';
import { targetPartSchema } from './target-part.ts';
import { servedSplits } from './served-split.ts';
import { servedCountsSchema } from './served-mix.ts';

const share = z.number().min(0).max(1);

export const trafficSchema = z.strictObject({
  calls: z.number().positive().describe('calls a month'),
  input_tokens: z
    .number()
    .positive()
    .nullable()
    .describe('per call, as the baseline counts; null: as in the suite'),
  output_tokens: z
    .number()
    .positive()
    .nullable()
    .describe('per call, as the baseline writes; null: as in the suite'),
  mix: z
    .record(z.string(), z.number().nonnegative())
    .nullable()
    .describe('fraction of each category; null: as in the suite'),
});

export type Traffic = z.infer<typeof trafficSchema>;

export const weightsSchema = z.strictObject({
  quality: z.number().nonnegative(),
  cost: z.number().nonnegative(),
  speed: z.number().nonnegative(),
});

export type Weights = z.infer<typeof weightsSchema>;

export const requirementsSchema = z.strictObject({
  scope: z.enum(scopes),
  baseline_id: z.string().nullable(),
  baseline_is_best: z
    .boolean()
    .optional()
    .describe('none was named: the target of the highest quality is used'),
  margin: share.describe('non-inferiority margin relative to the baseline'),
  quality_floor: share.nullable(),
  max_p95_ms: z.number().positive().nullable(),
  max_error_rate: share,
  max_truncated_rate: share
    .optional()
    .describe('max fraction of answers cut at their token limit; absent: any'),
  max_per_1k_usd: z.number().positive().nullable(),
  max_monthly_usd: z.number().positive().nullable(),
  context_tokens: z.number().positive().nullable(),
  abilities: z.array(z.string()),
  traffic: trafficSchema.nullable(),
  weights: weightsSchema.nullable().describe('null: the cheapest that meets everything'),
});

export type Requirements = z.infer<typeof requirementsSchema>;

/** What is known of a target besides its results; absent or `null` is unknown. */
export interface TargetFacts {
  price?: Price | null;
  context_tokens?: number | null;
  /** Ability → whether it has it. */
  abilities?: Record<string, boolean>;
}

export const checkNameSchema = z.enum([
  'coverage',
  'known_cost',
  'error_rate',
  'truncated',
  'margin',
  'quality_floor',
  'p95',
  'per_1k',
  'monthly',
  'context',
  'abilities',
]);
export type CheckName = z.infer<typeof checkNameSchema>;

/** `undecided`: the data can neither show that it is met nor that it is missed. All but `met` keep a target from being chosen. */
export const checkStatusSchema = z.enum(['met', 'missed', 'undecided', 'unknown']);
export type CheckStatus = z.infer<typeof checkStatusSchema>;

export const checkSchema = z
  .object({
    name: checkNameSchema,
    status: checkStatusSchema,
    value: z.number().nullable().describe('In the unit of the requirement'),
    limit: z.number().nullable(),
    note: z.string().nullable().describe('What is missing, if a number cannot show it'),
    bounds: optional(
      z.object({
        low: z.number(),
        high: z.number(),
        level: z.number(),
        family: z.number(),
      }),
    ).describe('Of a quality requirement: the deciding bounds, simultaneous for all targets tested together'),
  })
  .meta({ id: 'Check' });
export type Check = z.infer<typeof checkSchema>;

export const intervalSchema = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
});
export type Interval = z.infer<typeof intervalSchema>;

/** One-sided bounds: the truth is above `low` with the level, and below `high` with the level, for all of the family at once. */
export const boundedSchema = intervalSchema.extend({
  level: z.number(),
  family: z.number().describe('Targets that were tested together'),
});
export type Bounded = z.infer<typeof boundedSchema>;

export const candidateSchema = z
  .object({
    target_id: z.string(),
    label: z.string(),
    part: optional(targetPartSchema).describe('Of a target that is split: which of its calls'),
    feasible: z.boolean().describe('Every check is met'),
    checks: z.array(checkSchema),
    quality: intervalSchema.nullable().describe('Mean over all calls, one without an answer counting 0'),
    difference: boundedSchema
      .nullable()
      .describe(
        'Quality minus that of the baseline, paired by case; `null` for the baseline itself. Without a ' +
          'named one, minus that of the best of all others. Compared with the margin',
      ),
    per_1k_usd: intervalSchema.nullable().describe("In the user's own mix and tokens when they were given"),
    monthly_usd: z.number().nullable(),
    p95_ms: z.number().nullable(),
    error_rate: z.number().nullable(),
    coverage: z.number().describe('Fraction of the suite that was run and could be scored'),
    utility: z.number().nullable().describe('Weighted score, when weights were given'),
    frontier_share: z
      .number()
      .nullable()
      .describe(
        'Fraction of resamples in which no target is cheaper and as good, or as cheap and better; `null`: it ' +
          'cannot be on the frontier',
      ),
    pick_share: z.number().describe('Fraction of resamples in which it is picked'),
    served: optional(servedCountsSchema).describe(
      'Of one that more than one host, service tier, region or reasoning effort served; absent: of no other',
    ),
  })
  .meta({ id: 'Candidate' });
export type Candidate = z.infer<typeof candidateSchema>;

export const savingSchema = intervalSchema
  .extend({
    level: z
      .number()
      .describe(
        'Confidence level of the interval, simultaneous for all candidates: it holds whichever was chosen',
      ),
    family: z.number().describe('Eligible targets'),
    per_month_usd: intervalSchema.nullable().describe("At the user's traffic; `null` when that is unknown"),
  })
  .meta({ id: 'Saving' });
export type Saving = z.infer<typeof savingSchema>;

export const recommendationSchema = z
  .object({
    schema: z.literal('assay.recommendation/1'),
    run_id: z.string(),
    suite_name: z.string(),
    requirements: requirementsSchema,
    by: optional(z.enum(servedSplits)).describe('What the targets are split by; absent: they are whole'),
    candidates: z
      .array(candidateSchema)
      .describe('Best first: feasible by cost (or utility), then the rest by cost'),
    pick: z.string().nullable(),
    runner_up: z.string().nullable(),
    holds: z.number().nullable().describe('Fraction of resamples with the same pick; `null` without one'),
    saving: savingSchema
      .nullable()
      .describe(
        'Of the pick compared with the baseline; negative: it costs more. `null` if a cost is unknown or the pick is the baseline',
      ),
    binding: z
      .object({
        name: checkNameSchema,
        pick: z.string(),
      })
      .nullable()
      .describe('The requirement that, if dropped, would change the pick, and the pick without it'),
    cases: z.number(),
    clusters: z.number().describe('Independent groups of cases'),
    shared: optional(sharedCutSchema).describe(
      'Of a run that stopped early; absent: nothing of it is left out',
    ),
    resamples: z.number(),
    seed: z.number(),
  })
  .meta({ id: 'Recommendation' });
export type Recommendation = z.infer<typeof recommendationSchema>;

/** As the API gives it: with its words. */
export const recommendationAnswerSchema = recommendationSchema
  .extend({
    paragraph: z.string(),
    refusals: z
      .array(
        z.object({
          target_id: z.string(),
          text: z.string(),
        }),
      )
      .describe('Why a target cannot be chosen'),
  })
  .meta({ id: 'RecommendationAnswer' });
export type RecommendationAnswer = z.infer<typeof recommendationAnswerSchema>;
