import { z } from 'zod/mini';
import { servedSplits } from '../../../../src/contract/served-split.ts';

const word = z.catch(z.optional(z.string()), undefined);

/** What is asked of the model to be chosen: stands in the address, and goes to the server as it is. */
export const requirementSearchSchema = z.object({
  baseline: word,
  margin: word,
  maxP95: word,
  maxErrors: word,
  maxTruncated: word,
  maxPer1k: word,
  calls: word,
  scope: word,
  by: z.catch(z.optional(z.enum(servedSplits)), undefined),
});
export type RequirementSearch = z.infer<typeof requirementSearchSchema>;
