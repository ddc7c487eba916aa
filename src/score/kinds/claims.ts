/** Judges that list what a text says and check each item: faithfulness, relevance of an answer, relevance of its context. */
import { cutText } from '../../base/cut-text.ts';
import { z } from 'zod';
import type { Fenced } from '../../base/fence.ts';
import { judgeKind, type Material, type Vote } from '../judge/judge-kind.ts';

const maxItems = 40;
const schema = z.strictObject({
  reason: z.string(),
  items: z.array(z.strictObject({ text: z.string(), holds: z.boolean() })).max(maxItems),
});
type Said = z.infer<typeof schema>;

function shareOf(said: Said | undefined): Vote {
  const { items = [], reason = '' } = said ?? {};
  const holding = items.filter(({ holds }) => holds).length;
  const first = items.find(({ holds }) => !holds);
  const value = items.length === 0 ? null : holding / items.length;
  return {
    value,
    label: `${holding} of ${items.length}`,
    reason: first ? `${reason} Not so: “${cutText(first.text, 160)}”` : reason,
  };
}

const noContext = ({ context }: Material) =>
  context === null ? 'The case has no context in the variable that the option "context" names.' : null;

function listing(
  type: string,
  summary: string,
  task: string,
  shown: (material: Material) => Fenced[],
  lacks?: (material: Material) => string | null,
) {
  return judgeKind({
    type,
    summary,
    options: {},
    ...(lacks && { lacks }),
    asks: (_options, material) => [
      { task: `${task} At most ${maxItems} items.`, shown: shown(material), schema },
    ],
    vote: ([said]) => shareOf(said),
  });
}

/** The share of the answer's claims that the context bears out, as Ragas' faithfulness. */
export const faithfulness = listing(
  'faithfulness',
  'a model lists the claims of the answer and says which the context supports',
  'List every claim of fact that the answer makes, each once. An item holds when the context alone bears it out.',
  ({ context, answer }) => [
    { name: 'context', text: context ?? '' },
    { name: 'answer', text: answer },
  ],
  noContext,
);

/** The share of the answer's statements that serve the question. */
export const answerRelevance = listing(
  'answer-relevance',
  'a model lists the statements of the answer and says which are relevant to the question',
  'List every statement of the answer, each once. An item holds when it helps to answer the question that was asked.',
  ({ question, answer }) => [
    { name: 'question', text: question },
    { name: 'answer', text: answer },
  ],
);

/** The share of the context's passages that serve the question. */
export const contextRelevance = listing(
  'context-relevance',
  'a model says which passages of the context are relevant to the question',
  'List every passage of the context, each once. An item holds when it is of use to answer the question.',
  ({ question, context }) => [
    { name: 'question', text: question },
    { name: 'context', text: context ?? '' },
  ],
  noContext,
);
