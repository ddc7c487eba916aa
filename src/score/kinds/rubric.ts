import { z } from 'zod';
import { judgeKind } from '../judge/judge-kind.ts';

/** Where a suite names none. */
export const defaultLevels = {
  unusable: 'wrong, empty of use, or not an answer to the question',
  poor: 'mostly wrong or missing what matters',
  mixed: 'about half of what matters is there',
  good: 'right in what matters, with small flaws',
  excellent: 'nothing that matters could be better',
};

export const defaultRubric = 'how well the answer serves whoever asked';

const options = {
  criterion: z.string().min(1).default(defaultRubric),
  levels: z
    .record(z.string().min(1), z.string())
    .refine((levels) => Object.keys(levels).length >= 2, 'at least two levels, from worst to best')
    .default(defaultLevels)
    .describe('name: description; from worst to best'),
};

/** Levels are evenly spaced from 0, the first, to 1, the last. */
export const rubric = judgeKind({
  type: 'rubric',
  summary: 'a model says which level of a rubric the answer reaches',
  options,
  asks: ({ criterion, levels }, { question, answer, expected }) => [
    {
      task: [
        `Say which level the answer reaches. What counts: ${criterion}`,
        'Levels, from worst to best:',
        ...Object.entries(levels).map(([name, meaning]) => `- ${name}: ${meaning}`),
        ...(expected ? ['A reference answer is given; other answers may be as good.'] : []),
      ].join('\n'),
      shown: [
        { name: 'question', text: question },
        ...(expected ?? []).map((text) => ({ name: 'reference', text })),
        { name: 'answer', text: answer },
      ],
      schema: z.strictObject({ reason: z.string(), level: z.enum(Object.keys(levels) as [string]) }),
    },
  ],
  vote: ([said], { levels }) => {
    const names = Object.keys(levels);
    const { level = '', reason = '' } = said ?? {};
    return { value: names.indexOf(level) / (names.length - 1), label: level, reason };
  },
});
