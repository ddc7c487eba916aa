import { z } from 'zod';

/** How large a difference a suite can show, and what more cases or repeats would bring: `power --json`. */
export const powerRowSchema = z
  .object({
    repeats: z.number(),
    smallest_difference: z
      .number()
      .describe('Smallest difference in quality detected with the requested power, by number of cases'),
    calls: z.number().describe('Calls per target for that'),
    cases_needed: z.array(z.number()).describe('Cases for each difference of `PowerReport.differences`'),
  })
  .meta({ id: 'PowerRow' });
export type PowerRow = z.infer<typeof powerRowSchema>;

export const powerReportSchema = z
  .object({
    schema: z.literal('assay.power/1'),
    run_id: z.string().nullable().describe('`null`: assumed, not from a run'),
    cases: z.number().describe('Cases that `smallest_difference` is for'),
    power: z.number(),
    alpha: z.number(),
    components: z
      .object({
        between: z.number(),
        first: z.number(),
        second: z.number(),
      })
      .describe(
        "Variances: of the difference from case to case, and of one answer of each side. The median pair's of the run",
      ),
    pair: z.tuple([z.string(), z.string()]).nullable().describe('The pair they are from'),
    repeated: z
      .boolean()
      .describe('`false`: there are no repeats, so their effect is unknown and the rows have only one'),
    differences: z.array(z.number()),
    rows: z.array(powerRowSchema),
  })
  .meta({ id: 'PowerReport' });
export type PowerReport = z.infer<typeof powerReportSchema>;
