import { z } from 'zod';

/** How large a difference a suite can show, and what more cases or repeats would bring: `power --json`. */
export const powerRowSchema = z
  .object({
    repeats: z.number(),
    smallest_difference: z
      .number()
      .describe('Smallest difference in quality seen with the asked power, by so many cases'),
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
      .describe(
        '`false`: nothing was asked twice, so what repeats would bring is not known and only one is in the rows',
      ),
    differences: z.array(z.number()),
    rows: z.array(powerRowSchema),
  })
  .meta({ id: 'PowerReport' });
export type PowerReport = z.infer<typeof powerReportSchema>;
