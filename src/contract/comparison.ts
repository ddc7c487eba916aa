/** What comparing targets two by two says: `compare --json`, the API and the page use these. */
import { z } from 'zod';
import { comparedMetrics } from './compared-metric.ts';
import { optional } from './optional.ts';
import { targetPartSchema } from './target-part.ts';
import { servedSplits } from './served-split.ts';
import { servedCountsSchema } from './served-mix.ts';

/**
 * Of the first target against the second. `within`: whatever the difference truly is, it is smaller than the margin. Nothing is ever
 * called equal: too few cases to tell is `undecided`.
 */
export const comparisonVerdictSchema = z.enum(['better', 'within', 'worse', 'undecided']);
export type ComparisonVerdict = z.infer<typeof comparisonVerdictSchema>;

export const intervalSchema = z.object({
  low: z.number(),
  high: z.number(),
});
export type Interval = z.infer<typeof intervalSchema>;

/** Differences of shares and scores are first − second (0.02 is two points); times and costs are ratios first / second. */
export const metricComparisonSchema = z
  .object({
    metric: z.enum(comparedMetrics),
    scale: z.enum(['difference', 'ratio']),
    first: z
      .number()
      .nullable()
      .describe(
        'On the common cases: mean quality, fraction of failed calls, geometric mean in ms, US dollars ' +
          'per 1,000 calls. `null` when no case has a known value for both',
      ),
    second: z.number().nullable(),
    effect: intervalSchema
      .extend({
        value: z.number(),
        level: z.number(),
        method: z.enum(['tango', 'clustered-t']),
        alone: intervalSchema,
      })
      .nullable()
      .describe(
        'Generalizes to similar work: the cases are a sample of their kind. The interval holds simultaneously with ' +
          'all others of the comparison, with the level; every verdict is read from it. `alone`: the same ' +
          'for this line by itself; no verdict uses it. `null` when ' +
          'it cannot be estimated',
      ),
    this_suite: intervalSchema
      .nullable()
      .describe(
        'For this suite only: what repeating its cases (and calling those not asked yet) could change. ' +
          '`null` unless cases were asked twice or more, for then it is not known how much an answer ' +
          'varies',
      ),
    p: z.number().nullable().describe('Two-sided; `null` like `effect`'),
    p_holm: z
      .number()
      .nullable()
      .describe('The same, adjusted by Holm over all pairs and metrics of the comparison'),
    p_adjusted: z
      .number()
      .nullable()
      .describe(
        'Decides the verdict: the larger of `p_holm` and the probability that the largest of all differences ' +
          'of the comparison would be so large. Below 1 − level just when the interval leaves no ' +
          'difference out',
      ),
    test: z.enum(['mcnemar-exact', 'sign-flip']).nullable(),
    margin: z.number().describe('Difference, or for a ratio the fraction, below which it does not matter'),
    verdict: comparisonVerdictSchema,
    n: z.number().describe('Cases with a known value for both'),
    clusters: z.number().describe('Independent groups of them'),
    n_unknown: z.number().describe('Cases both were asked, left out because a value is unknown'),
    design_effect: z
      .number()
      .nullable()
      .describe('Variance relative to independent cases; `null` when nothing varies'),
    more_cases: z
      .number()
      .nullable()
      .describe(
        'Further cases of this kind until the verdict is decided with a power of 80 %, if the estimate ' +
          'is right; `null` when decided or unknown',
      ),
  })
  .meta({ id: 'MetricComparison' });
export type MetricComparison = z.infer<typeof metricComparisonSchema>;

/** Cases of a category or with a tag: in how many which target is ahead in quality. */
export const caseGroupSchema = z
  .object({
    name: z.string(),
    n: z.number(),
    difference: z.number().describe('Mean difference in quality, first − second'),
    first_ahead: z.number(),
    second_ahead: z.number(),
  })
  .meta({ id: 'CaseGroup' });
export type CaseGroup = z.infer<typeof caseGroupSchema>;

export const casesBehindSchema = z
  .object({
    first_ahead: z.number(),
    second_ahead: z.number(),
    level: z.number(),
    by_category: z.array(caseGroupSchema),
    by_tag: z.array(caseGroupSchema),
    first_examples: z
      .array(z.string())
      .describe('Ids of cases in which that target is ahead, the furthest first, at most 20'),
    second_examples: z.array(z.string()),
  })
  .meta({ id: 'CasesBehind' });
export type CasesBehind = z.infer<typeof casesBehindSchema>;

export const pairComparisonSchema = z
  .object({
    first: z.number().describe('Indices into `Comparison.targets`'),
    second: z.number(),
    shared_cases: z.number().describe('Cases both were asked'),
    metrics: z.array(metricComparisonSchema),
    cases: casesBehindSchema,
  })
  .meta({ id: 'PairComparison' });
export type PairComparison = z.infer<typeof pairComparisonSchema>;

export const comparedTargetSchema = z
  .object({
    id: z.string(),
    name: z.string().describe("Unique in the comparison: the label, with the run's when two have the same"),
    label: z.string(),
    run_id: z.string(),
    suite_hash: z.string(),
    cases: z.number().describe('Cases it was asked'),
    part: optional(targetPartSchema).describe('Of a target that is split: which of its calls'),
    quality: z.number().nullable(),
    error_rate: z.number().nullable(),
    e2e_ms: z.number().nullable().describe('Geometric mean'),
    cost_per_1k_usd: z.number().nullable(),
    by_hour: optional(z.literal(true)).describe('Paid for by the hour, so there is no cost per call'),
    served: optional(servedCountsSchema).describe(
      'Of one that more than one host, service tier, region or reasoning effort served; absent: of no other',
    ),
  })
  .meta({ id: 'ComparedTarget' });
export type ComparedTarget = z.infer<typeof comparedTargetSchema>;

export const comparisonSchema = z
  .object({
    schema: z.literal('assay.compare/1'),
    same_suite: z
      .boolean()
      .describe('`false`: not all targets answered the same suite; compared on the cases they share'),
    level: z
      .number()
      .describe(
        'Confidence of all intervals simultaneously; a verdict requires an adjusted p below 1 − level',
      ),
    family: z
      .object({
        intervals: z.number(),
        sides: z.union([z.literal(1), z.literal(2)]),
      })
      .describe('Simultaneous intervals: their number, and whether they are one-sided or two-sided'),
    by: optional(z.enum(servedSplits)).describe('What the targets are split by; absent: they are whole'),
    targets: z.array(comparedTargetSchema),
    pairs: z.array(pairComparisonSchema),
    notes: z.array(z.string()).describe('Caveats, one sentence each'),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof comparisonSchema>;
