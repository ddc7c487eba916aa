import { z } from 'zod/mini';

const word = z.catch(z.optional(z.string()), undefined);

/** Which metric the matrix shows, and which pair is open (ids of targets). */
export const compareSearchSchema = z.object({
  metric: z.catch(z.optional(z.enum(['quality', 'error_rate', 'e2e_ms', 'ttft_ms', 'cost'])), undefined),
  first: word,
  second: word,
});
export type CompareSearch = z.infer<typeof compareSearchSchema>;
