import { z } from 'zod';
import type { DataSet } from './data-set.ts';

const row = z.object({
  task_id: z.string(),
  prompt: z.string(),
  entry_point: z.string(),
  test: z.string(),
});

/** Functions to complete, with a `check(candidate)` that asserts. */
export const humanEval: DataSet<z.infer<typeof row>> = {
  word: 'humaneval',
  summary: 'HumanEval: {task_id, prompt, entry_point, test}, in Python',
  row,
  scorers: [{ type: 'code', language: 'python' }],
  caseOf: ({ task_id, prompt, entry_point, test }) => ({
    id: task_id,
    input: `Complete this function. Give the whole function, with its imports, in one block of Python.\n\n\`\`\`python\n${prompt.trimEnd()}\n\`\`\``,
    expected: { tests: [`${test.trim()}\n\ncheck(${entry_point})`] },
  }),
};
