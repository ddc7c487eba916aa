/** What is said about cases that were asked several times. */
import { z } from 'zod';
import { reducers } from './reducer.ts';
import { runTargetSchema, runSchema } from './run.ts';

/** Over the cases with k scored repeats or more. */
export const passRateSchema = z
  .object({
    k: z.number(),
    cases: z.number(),
    pass_at_k: z.number().describe('Probability that at least one of k answers is right'),
    pass_hat_k: z.number().describe('Probability that all of k answers are right'),
  })
  .meta({ id: 'PassRate' });
export type PassRate = z.infer<typeof passRateSchema>;

export const flakyCaseSchema = z
  .object({
    case_id: z.string(),
    n: z.number(),
    correct: z.number(),
    spread: z.number().describe('Standard deviation of quality between its repeats (ddof 1)'),
  })
  .meta({ id: 'FlakyCase' });
export type FlakyCase = z.infer<typeof flakyCaseSchema>;

export const targetRepeatsSchema = z
  .object({
    target: runTargetSchema,
    cases: z.number().describe('Cases with at least one scored answer'),
    most_repeats: z.number().describe('Max scored answers of one case'),
    reduced: z
      .record(z.enum(reducers), z.number().nullable())
      .describe(
        'Quality of each case over its repeats, then the mean over cases; `majority`: fraction of cases ' +
          'that are right more often than not',
      ),
    pass: z.array(passRateSchema),
    spread: z
      .number()
      .nullable()
      .describe(
        'Mean over cases of the standard deviation of quality between repeats (ddof 1); `null` without a ' +
          'case of two scored repeats',
      ),
    flaky_share: z
      .number()
      .nullable()
      .describe(
        'Fraction of cases with at least two scored repeats that are sometimes right; `null` without such a case',
      ),
    flaky: z.array(flakyCaseSchema).describe('The least certain first'),
  })
  .meta({ id: 'TargetRepeats' });
export type TargetRepeats = z.infer<typeof targetRepeatsSchema>;

export const repeatReportSchema = z
  .object({
    schema: z.literal('assay.repeats/1').describe('Version of this shape'),
    run: runSchema,
    targets: z.array(targetRepeatsSchema),
  })
  .meta({ id: 'RepeatReport' });
export type RepeatReport = z.infer<typeof repeatReportSchema>;
