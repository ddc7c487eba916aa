/** The shapes of what analysis says about a run: the API, `show --json` and the page use these. */
import { z } from 'zod';
import { servedCountsSchema } from './served-mix.ts';
import { boundedQuantiles } from './bounded-quantile.ts';
import { optional } from './optional.ts';
import { runTargetSchema, runSchema } from './run.ts';
import { outcomes, errorClasses } from './outcome.ts';
import { latencyMetrics } from './measured-fields.ts';
import { judgeStandingSchema } from './calibration.ts';

/** A value with the interval it may truly have. */
export const estimateSchema = z
  .object({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    level: z.number().describe('Confidence level, e.g. 0.95'),
    method: z.enum(['wilson', 'clustered-t']),
    n: z.number().describe('Observations'),
    clusters: z.number().describe('Independent groups of observations; equals n when there is no clustering'),
  })
  .meta({ id: 'Estimate' });
export type Estimate = z.infer<typeof estimateSchema>;

/** Between which observations a quantile truly lies; `null`: there are too few to bound it on that side. */
export const quantileBoundsSchema = z
  .object({
    low: z.number().nullable(),
    high: z.number().nullable(),
  })
  .meta({ id: 'QuantileBounds' });
export type QuantileBounds = z.infer<typeof quantileBoundsSchema>;

/** Type-7 quantiles on raw rows; a tail percentile is `null` below its sample floor (p90 64, p95 130, p99 662, p99.9 6,636). */
export const quantilesSchema = z
  .object({
    n: z.number(),
    min: z.number(),
    p50: z.number(),
    p75: z.number(),
    p90: z.number().nullable(),
    p95: z.number().nullable(),
    p99: z.number().nullable(),
    p99_9: z.number().nullable(),
    max: z.number(),
    mean: z.number(),
    sd: z.number().nullable(),
    p95_provisional: z
      .number()
      .describe(
        'p95 without a minimum number of samples, for provisional marks in charts; quote `p95` instead',
      ),
    intervals: z
      .record(z.enum(boundedQuantiles), quantileBoundsSchema)
      .nullable()
      .describe(
        '95 % each, from order statistics (distribution-free), also for tails with too few samples. ' +
          'Repeats of a case, and cases of a cluster, count as one. `null` in load tests, where calls ' +
          'depend on each other',
      ),
  })
  .meta({ id: 'Quantiles' });
export type Quantiles = z.infer<typeof quantilesSchema>;

export const tokenTotalsSchema = z
  .object({
    input: z.number().nullable(),
    cache_read: z.number().nullable(),
    cache_write: z.number().nullable(),
    cache_write_1h: z.number().nullable(),
    input_audio: z.number().nullable(),
    input_image: z.number().nullable(),
    output_audio: z.number().nullable(),
    output_image: z.number().nullable(),
    output: z.number().nullable(),
    reasoning: z.number().nullable(),
    n_missing: z.number().describe('Samples whose usage the provider did not report'),
    n_estimated: z.number().describe('Of those, samples whose output was counted here and is in the sums'),
    n_gap: z.number().describe('Samples whose reported output is more than 10 % from a local count'),
  })
  .meta({ id: 'TokenTotals' });
export type TokenTotals = z.infer<typeof tokenTotalsSchema>;

export const costTotalsSchema = z
  .object({
    total_usd: z
      .number()
      .nullable()
      .describe(
        'Sum over samples with a known price; `null` when none has. Retried attempts that were billed ' +
          'are included. An answer from the cache counts with the cost of the original call, here and in ' +
          'the figures below',
      ),
    spent_usd: z.number().nullable().describe('Of that, what this run spent: without answers from the cache'),
    per_1k_usd: z
      .number()
      .nullable()
      .describe('Mean × 1,000, over samples with a known cost, retried attempts included'),
    per_correct_usd: z
      .number()
      .nullable()
      .describe('Total / correct answers; `null` without a correct answer or with an unknown cost'),
    n_unknown: z.number(),
    n_cost_gap: optional(z.number()).describe(
      'Samples whose cost by the known price differs by more than 5 % from the stated one; absent: none',
    ),
  })
  .meta({ id: 'CostTotals' });
export type CostTotals = z.infer<typeof costTotalsSchema>;

/** A mean quality; without two clusters of cases nothing tells how far the next one may be: the bounds are then unknown. */
export const qualityEstimateSchema = estimateSchema
  .omit({ low: true, high: true })
  .extend({
    low: z.number().nullable(),
    high: z.number().nullable(),
  })
  .meta({ id: 'QualityEstimate' });
export type QualityEstimate = z.infer<typeof qualityEstimateSchema>;

export const targetSummarySchema = z
  .object({
    target: runTargetSchema,
    planned: z.number(),
    n: z.number().describe('Completed samples, without warm-up'),
    outcomes: z.partialRecord(z.enum(outcomes), z.number()),
    error_classes: z.partialRecord(z.enum(errorClasses), z.number()),
    retries: z.number().describe('Attempts that were retried'),
    error_rate: estimateSchema
      .nullable()
      .describe(
        'Fraction of completed samples without an answer; aborted (`cancelled`) and ' +
          'unsent (`dropped`) calls are left out',
      ),
    ranked: z
      .boolean()
      .describe(
        '`false`: too many calls failed for the answers to be representative; on no frontier, never marked best',
      ),
    quality: qualityEstimateSchema
      .nullable()
      .describe(
        'Over all calls: one without an answer counts 0; an answer that could not be ' +
          'scored is left out. `null`: nothing of the run could be scored',
      ),
    quality_answered: qualityEstimateSchema.nullable().describe('Of the answers that could be scored'),
    n_scored: z.number().describe('Answers that could be scored'),
    correct: z.number(),
    by_category: z.record(
      z.string(),
      z.object({
        n: z.number(),
        quality: z.number(),
      }),
    ),
    latency: z.partialRecord(z.enum(latencyMetrics), quantilesSchema),
    tokens: tokenTotalsSchema,
    cost: costTotalsSchema,
    e2e_bins: z
      .array(z.number())
      .describe('Samples per bin of `RunSummary.histogram`, e2e of answered samples'),
    req_s: z
      .number()
      .nullable()
      .describe(
        'Answers per second in the steady window, from the first to the last start of a call; `null` ' +
          'when there were no more calls than the concurrency',
      ),
    tok_s: z
      .number()
      .nullable()
      .describe(
        'Output tokens of those answers per second, over all concurrent calls; `null` when those of one are unknown',
      ),
    response_models: z.array(z.string()),
    fingerprints: z.array(z.string()).describe("The providers' fingerprints of the systems that answered"),
    ...servedCountsSchema.shape,
    eta_s: optional(z.number().nullable()).describe(
      'During the run: seconds to its last call at its current pace, 0 when it makes no ' +
        'more; `null`: unknown, e.g. because it is down',
    ),
  })
  .meta({ id: 'TargetSummary' });
export type TargetSummary = z.infer<typeof targetSummarySchema>;

/** Which targets no other beats on both axes at once. Point estimates; a target without a value on an axis is not on it. */
export const frontierSchema = z
  .object({
    quality_cost: z.array(z.string()),
    quality_p95: z.array(z.string()),
  })
  .meta({ id: 'Frontier' });
export type Frontier = z.infer<typeof frontierSchema>;

/** Of a run that stopped early: its figures are of the samples that all its targets have. */
export const sharedCutSchema = z
  .object({
    samples: z.number().describe('Samples per target'),
    left_out: z.number().describe('Samples that are left out, of all targets'),
    left_out_usd: z.number().nullable().describe('What they cost; `null`: unknown'),
  })
  .meta({ id: 'SharedCut' });
export type SharedCut = z.infer<typeof sharedCutSchema>;

export const runSummarySchema = z
  .object({
    schema: z.literal('assay.run/1').describe('Version of this shape'),
    run: runSchema,
    done: z.number().describe('Completed samples, including those left out'),
    shared: optional(sharedCutSchema).describe('Absent: nothing is left out'),
    targets: z.array(targetSummarySchema),
    frontier: frontierSchema,
    histogram: z
      .object({
        edges_ms: z.array(z.number()),
      })
      .describe('Edges of the e2e bins in ms, one more than the bins; log-spaced, equal for all targets'),
    eta_s: z
      .number()
      .nullable()
      .describe(
        'Seconds until the slowest target that can still finish is done; `null` when done or unknown',
      ),
    judges: optional(z.array(judgeStandingSchema)).describe('The judges that scored the run, if looked up'),
  })
  .meta({ id: 'RunSummary' });
export type RunSummary = z.infer<typeof runSummarySchema>;
