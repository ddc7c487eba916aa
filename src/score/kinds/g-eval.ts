import { z } from 'zod';
import { judgeKind } from '../judge/judge-kind.ts';

const maxPoints = 5;

const options = {
  criterion: z.string({ error: 'what to judge, in a sentence' }).min(1),
  steps: z
    .array(z.string().min(1))
    .min(1)
    .default([
      'Read the question, then the answer.',
      'Hold the answer against the criterion point by point.',
    ]),
};

const schema = z.strictObject({
  notes: z.array(z.string()).describe('one short finding for each step'),
  reason: z.string(),
  points: z.int().min(1).max(maxPoints),
});

/** Steps, then points, after Liu et al. 2023 (G-Eval), without the weighting by token probabilities. */
export const gEval = judgeKind({
  type: 'g-eval',
  summary: 'a model follows the given steps and gives 1 to 5 points',
  options,
  asks: ({ criterion, steps }, { question, answer, expected }) => [
    {
      task: [
        `Criterion: ${criterion}`,
        'Go through these steps and note what each finds:',
        ...steps.map((step, i) => `${i + 1}. ${step}`),
        `Then give 1 (not at all) to ${maxPoints} (fully) points.`,
      ].join('\n'),
      shown: [
        { name: 'question', text: question },
        ...(expected ?? []).map((text) => ({ name: 'reference', text })),
        { name: 'answer', text: answer },
      ],
      schema,
    },
  ],
  vote: ([said]) => ({
    value: said ? (said.points - 1) / (maxPoints - 1) : null,
    label: said ? String(said.points) : '',
    reason: said?.reason ?? '',
  }),
});
