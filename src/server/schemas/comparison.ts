import { z } from '@hono/zod-openapi';
import { comparedMetrics, type Comparison } from '../../contract/comparison.ts';
import type { Loose } from './run.ts';

const number = z.number();
const known = number.nullable();
const interval = z.object({ low: number, high: number });

const metric = z
  .object({
    metric: z.enum(comparedMetrics),
    scale: z.enum(['difference', 'ratio']),
    first: known,
    second: known,
    effect: interval
      .extend({ value: number, level: number, method: z.enum(['tango', 'clustered-t']), alone: interval })
      .nullable(),
    this_suite: interval.nullable(),
    p: known,
    p_holm: known,
    p_adjusted: known,
    test: z.enum(['mcnemar-exact', 'sign-flip']).nullable(),
    margin: number,
    verdict: z.enum(['better', 'within', 'worse', 'undecided']),
    n: number,
    clusters: number,
    n_unknown: number,
    design_effect: known,
    more_cases: known,
  })
  .openapi('MetricComparison');

const group = z.object({
  name: z.string(),
  n: number,
  difference: number,
  first_ahead: number,
  second_ahead: number,
});

const pair = z
  .object({
    first: number,
    second: number,
    shared_cases: number,
    metrics: z.array(metric),
    cases: z.object({
      first_ahead: number,
      second_ahead: number,
      level: number,
      by_category: z.array(group),
      by_tag: z.array(group),
      first_examples: z.array(z.string()),
      second_examples: z.array(z.string()),
    }),
  })
  .openapi('PairComparison');

const target = z.object({
  id: z.string(),
  name: z.string(),
  label: z.string(),
  run_id: z.string(),
  suite_hash: z.string(),
  cases: number,
  quality: known,
  error_rate: known,
  e2e_ms: known,
  cost_per_1k_usd: known,
  by_hour: z.literal(true).optional(),
});

export const comparisonSchema = z
  .object({
    schema: z.literal('assay.compare/1'),
    same_suite: z.boolean(),
    level: number,
    family: z.object({ intervals: number, sides: z.union([z.literal(1), z.literal(2)]) }),
    targets: z.array(target),
    pairs: z.array(pair),
    notes: z.array(z.string()),
  })
  .openapi('Comparison') satisfies z.ZodType<Loose<Comparison>>;
