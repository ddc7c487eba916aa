import { z } from '@hono/zod-openapi';
import { boundedQuantiles, type RunSummary } from '../../contract/analysis.ts';
import { latencyMetrics } from '../../contract/measurement.ts';
import { errorClasses, outcomes } from '../../contract/outcome.ts';
import { runSchema, targetSchema, type Loose } from './run.ts';

const number = z.number();
const known = number.nullable();
const text = z.string();

const estimate = z
  .object({
    value: number,
    low: number,
    high: number,
    level: number,
    method: z.enum(['wilson', 'clustered-t']),
    n: number,
    clusters: number,
  })
  .openapi('Estimate');

export const quantilesSchema = z
  .object({
    n: number,
    min: number,
    p50: number,
    p75: number,
    p90: known,
    p95: known,
    p99: known,
    p99_9: known,
    max: number,
    mean: number,
    sd: known,
    p95_provisional: number,
    intervals: z.record(z.enum(boundedQuantiles), z.object({ low: known, high: known })).nullable(),
  })
  .openapi('Quantiles');

const qualityEstimate = estimate.extend({ low: known, high: known }).openapi('QualityEstimate');

const targetSummary = z
  .object({
    target: targetSchema,
    planned: number,
    n: number,
    outcomes: z.partialRecord(z.enum(outcomes), number),
    error_classes: z.partialRecord(z.enum(errorClasses), number),
    retries: number,
    error_rate: estimate.nullable(),
    ranked: z.boolean(),
    quality: qualityEstimate.nullable(),
    quality_answered: qualityEstimate.nullable(),
    n_scored: number,
    correct: number,
    by_category: z.record(text, z.object({ n: number, quality: number })),
    latency: z.partialRecord(z.enum(latencyMetrics), quantilesSchema),
    tokens: z.object({
      input: known,
      cache_read: known,
      cache_write: known,
      cache_write_1h: known,
      input_audio: known,
      input_image: known,
      output_audio: known,
      output_image: known,
      output: known,
      reasoning: known,
      n_missing: number,
      n_estimated: number,
      n_gap: number,
    }),
    cost: z.object({
      total_usd: known,
      spent_usd: known,
      per_1k_usd: known,
      per_correct_usd: known,
      n_unknown: number,
      n_cost_gap: number.optional(),
    }),
    e2e_bins: z.array(number),
    req_s: known,
    tok_s: known,
    response_models: z.array(text),
    fingerprints: z.array(text),
    eta_s: known.optional(),
  })
  .openapi('TargetSummary');

export const summarySchema = z
  .object({
    schema: z.literal('assay.run/1'),
    run: runSchema,
    done: number,
    shared: z.object({ samples: number, left_out: number, left_out_usd: known }).optional(),
    targets: z.array(targetSummary),
    frontier: z.object({ quality_cost: z.array(text), quality_p95: z.array(text) }),
    histogram: z.object({ edges_ms: z.array(number) }),
    eta_s: known,
  })
  .openapi('RunSummary') satisfies z.ZodType<Loose<RunSummary>>;
