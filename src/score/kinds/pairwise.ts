import { z } from 'zod';
import { judgeKind, type Ask, type Material } from '../judge/judge-kind.ts';

const schema = z.strictObject({ reason: z.string(), better: z.enum(['first', 'second', 'neither']) });
type Said = z.infer<typeof schema>;

const task = (criterion: string) =>
  `Two answers to one question, in an order that means nothing. Say which is better: first, second or neither. What counts: ${criterion}`;

function ask(criterion: string, { question, answer, expected }: Material, isFirst: boolean): Ask<Said> {
  const [reference = ''] = expected ?? [];
  const texts = isFirst ? [answer, reference] : [reference, answer];
  return {
    task: task(criterion),
    shown: [
      { name: 'question', text: question },
      ...texts.map((text, i) => ({ name: i === 0 ? 'first' : 'second', text })),
    ],
    schema,
  };
}

/** 1: the answer beats the expected one in both orders; ½: neither, or it depends on the order. */
export const pairwise = judgeKind({
  type: 'pairwise',
  summary: 'a model says whether the answer or the expected one is better, asked in both orders',
  options: { criterion: z.string().min(1).default('how well it serves whoever asked') },
  lacks: ({ expected }) => (expected ? null : 'The case expects no text to compare with.'),
  asks: ({ criterion }, material) => [ask(criterion, material, true), ask(criterion, material, false)],
  vote: ([there, back]) => {
    const ours = [there?.better === 'first', back?.better === 'second'];
    const theirs = [there?.better === 'second', back?.better === 'first'];
    const reason = there?.reason ?? '';
    if (ours[0] && ours[1]) return { value: 1, label: 'answer', reason };
    if (theirs[0] && theirs[1]) return { value: 0, label: 'expected', reason };
    const swayed = there?.better === back?.better && there?.better !== 'neither';
    if (swayed)
      return {
        value: 0.5,
        label: `always the ${there?.better}`,
        reason: 'The verdict changed with the order.',
      };
    if (there?.better !== back?.better)
      return { value: 0.5, label: 'neither in one order', reason: 'The verdict changed with the order.' };
    return { value: 0.5, label: 'neither', reason };
  },
});
