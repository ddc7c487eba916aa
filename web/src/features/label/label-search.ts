import { z } from 'zod/mini';

const word = z.catch(z.optional(z.string()), undefined);

/** What is asked of the person who labels: stands in the address, and goes to the server as it is. */
export const labelSearchSchema = z.object({
  criterion: word,
  pairs: z.catch(z.optional(z.enum(['true'])), undefined),
  levels: word,
  rubric: word,
  limit: word,
  seed: word,
  by: word,
});
export type LabelSearch = z.infer<typeof labelSearchSchema>;
