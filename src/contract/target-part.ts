import { z } from 'zod';
import { servedSplits } from './served-split.ts';

/** The calls of a target that one host, service tier, region or reasoning effort served. */
export const targetPartSchema = z
  .object({
    by: z.enum(servedSplits),
    value: z.string().describe('Empty: calls that do not say it'),
    of: z.string().describe('Id of the whole target'),
    label: z.string().describe('Its label'),
    calls: z.number(),
    whole_calls: z.number().describe('Calls of the whole target'),
    left_out: z
      .number()
      .describe('Of these, failed calls that do not say it: they are in no part of the target'),
    cases: z.number().describe('Cases of which this part has a call'),
  })
  .meta({ id: 'TargetPart' });
export type TargetPart = z.infer<typeof targetPartSchema>;
