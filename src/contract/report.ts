/** What a report holds: everything its forms are made of, and nothing that changes when it is made again. */
import { z } from 'zod';
import { quantileBoundsSchema, estimateSchema, qualityEstimateSchema, sharedCutSchema } from './analysis.ts';
import { runSchema } from './run.ts';
import { servedMixSchema } from './served-mix.ts';
import { optional } from './optional.ts';
import { targetRepeatsSchema } from './repeats.ts';
import { judgeStandingSchema } from './calibration.ts';
import { recommendationSchema } from './recommendation.ts';
import { comparisonSchema } from './comparison.ts';

/** The middle and the tail; `p95` is `null` below its sample floor, `provisional` is it without regard to the floor. */
export const spreadSchema = z
  .object({
    n: z.number(),
    p50: z.number(),
    p95: z.number().nullable(),
    provisional: z.number(),
    intervals: z
      .object({
        p50: quantileBoundsSchema,
        p95: quantileBoundsSchema,
      })
      .describe('95 % each'),
  })
  .meta({ id: 'Spread' });
export type Spread = z.infer<typeof spreadSchema>;

export const targetFiguresSchema = z
  .object({
    target_id: z.string(),
    label: z.string(),
    asked: z.number().describe('Calls made, without aborted and unsent ones'),
    failed: z.number(),
    error_rate: estimateSchema.nullable(),
    quality: qualityEstimateSchema.nullable().describe('Over all calls, one without an answer counting 0'),
    quality_answered: qualityEstimateSchema.nullable().describe('Of the answers that could be scored'),
    truncated: z
      .number()
      .describe(
        'Answers that were cut at their token limit, that a content filter stopped, and that could not be scored',
      ),
    refused: z.number(),
    unscored: z.number(),
    e2e_ms: spreadSchema.nullable(),
    ttft_ms: spreadSchema.nullable(),
    cost_per_1k_usd: z.number().nullable(),
    total_usd: z.number().nullable(),
    n_unpriced: z.number().describe('Answers of unknown cost'),
    output_tokens: z.number().nullable(),
    by_category: z.record(
      z.string(),
      z.object({
        n: z.number(),
        quality: z.number(),
      }),
    ),
  })
  .meta({ id: 'TargetFigures' });
export type TargetFigures = z.infer<typeof targetFiguresSchema>;

export const reportRunSchema = z
  .object({
    run: runSchema,
    figures: z.array(targetFiguresSchema),
    shared: optional(sharedCutSchema).describe(
      'Of a run that stopped early; absent: nothing of it is left out',
    ),
    repeats: optional(z.array(targetRepeatsSchema)).describe(
      'How the repeats of cases agree; absent without repeats',
    ),
    judges: optional(z.array(judgeStandingSchema)).describe(
      'Judges that scored the run; absent when none did',
    ),
    served: optional(z.array(servedMixSchema)).describe(
      'Who served the answers of each target; absent in a report of a period',
    ),
    recommendation: recommendationSchema.nullable().describe('`null` when there is nothing to choose from'),
  })
  .meta({ id: 'ReportRun' });
export type ReportRun = z.infer<typeof reportRunSchema>;

export const reportSchema = z
  .object({
    schema: z.literal('assay.report/1'),
    kind: z.enum(['run', 'comparison', 'period']),
    title: z.string(),
    runs: z.array(reportRunSchema).describe('Oldest first'),
    comparison: comparisonSchema.nullable(),
    period: z
      .object({
        since_ms: z.number(),
        until_ms: z.number(),
      })
      .nullable(),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof reportSchema>;
