import { z } from 'zod';
import { judgeKind } from '../judge/judge-kind.ts';

const schema = z.strictObject({ reason: z.string(), met: z.boolean() });

/** One criterion, met or not. */
export const closedQa = judgeKind({
  type: 'closed-qa',
  summary: 'a model says whether the answer meets a criterion',
  options: { criterion: z.string({ error: 'what the answer must do, in a sentence' }).min(1) },
  asks: ({ criterion }, { question, answer }) => [
    {
      task: `Say whether the answer meets this criterion, and only this: ${criterion}`,
      shown: [
        { name: 'question', text: question },
        { name: 'answer', text: answer },
      ],
      schema,
    },
  ],
  vote: ([said]) => ({
    value: said?.met ? 1 : 0,
    label: said?.met ? 'met' : 'not met',
    reason: said?.reason ?? '',
  }),
});
