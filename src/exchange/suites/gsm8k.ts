import { z } from 'zod';
import type { DataSet } from './data-set.ts';

const row = z.object({ question: z.string(), answer: z.string().regex(/####/) });

/** Grade-school maths: the worked answer ends in `#### 18`. */
export const gsm8k: DataSet<z.infer<typeof row>> = {
  word: 'gsm8k',
  summary: 'GSM8K: {question, answer} with the result after ####',
  row,
  scorers: ['numeric'],
  caseOf: ({ question, answer }) => ({
    input: question,
    expected: answer
      .slice(answer.lastIndexOf('####') + 4)
      .trim()
      .replaceAll(',', ''),
  }),
};
