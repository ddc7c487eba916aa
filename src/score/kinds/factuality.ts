import { z } from 'zod';
import { judgeKind } from '../judge/judge-kind.ts';

/** How facts of the answer lie to those of the reference, and what that is worth. */
const relations = {
  same: 1,
  'different-without-conflict': 1,
  superset: 0.6,
  subset: 0.4,
  conflict: 0,
} as const;
const names = Object.keys(relations) as [keyof typeof relations];

const schema = z.strictObject({ reason: z.string(), relation: z.enum(names) });

/** The five relations and their worth are those of OpenAI evals' "fact" template as autoevals scores it. */
export const factuality = judgeKind({
  type: 'factuality',
  summary: 'a model compares the facts of the answer with the expected ones',
  options: {},
  lacks: ({ expected }) => (expected ? null : 'The case expects no text to compare the facts with.'),
  asks: (_options, { question, answer, expected }) => [
    {
      task: [
        'Compare the facts of the answer with those of the reference; style and wording do not count. The relation is',
        '- same: the same facts',
        '- subset: some of the reference’s facts and no other',
        '- superset: all of them and further ones that do not conflict',
        '- conflict: at least one fact contradicts the reference',
        '- different-without-conflict: what differs does not matter for the question',
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
    value: said ? relations[said.relation] : null,
    label: said?.relation ?? '',
    reason: said?.reason ?? '',
  }),
});
