import { z } from 'zod/mini';
import { servedSplits } from '../../../../src/contract/served-split.ts';

const word = z.catch(z.optional(z.string()), undefined);

/** Which metric the matrix shows, what targets are split by, and which pair is open (ids of targets). */
export const compareSearchSchema = z.object({
  metric: z.catch(z.optional(z.enum(['quality', 'error_rate', 'e2e_ms', 'ttft_ms', 'cost'])), undefined),
  by: z.catch(z.optional(z.enum(servedSplits)), undefined),
  first: word,
  second: word,
});
export type CompareSearch = z.infer<typeof compareSearchSchema>;
