import { z } from 'zod';
import type { DataSet } from './data-set.ts';

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
const row = z.object({
  input: z.union([z.array(message).min(1), z.string()]),
  ideal: z.union([z.string(), z.array(z.string()).min(1)]),
});

/** Samples of OpenAI's evals. Which class judges them stands in a registry and not here: `Match` is taken, the usual one. */
export const openaiEvals: DataSet<z.infer<typeof row>> = {
  word: 'openai-evals',
  summary: 'OpenAI evals: {input: messages, ideal}, judged as by Match: the answer begins with an ideal one',
  row,
  scorers: [{ type: 'starts-with', ignoreCase: false }],
  caseOf: ({ input, ideal }) => ({
    ...(typeof input === 'string' ? { input } : { messages: input }),
    expected: ideal,
  }),
};
