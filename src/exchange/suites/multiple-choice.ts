import { z } from 'zod';
import type { CaseEntry } from '../../contract/suite.ts';
import type { DataSet } from './data-set.ts';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const text = z.union([z.string(), z.number()]).transform(String);
const options = z.array(text).min(2).max(letters.length);
const row = z.object({
  question: z.string(),
  answer: z.union([z.string(), z.number().int()]),
  choices: options.optional(),
  options: options.optional(),
  subject: z.string().optional(),
  category: z.string().optional(),
  question_id: z.union([z.string(), z.number()]).optional(),
});
type Row = z.infer<typeof row>;

function letterOf({ answer, choices, options: listed }: Row): string | null {
  const given = choices ?? listed ?? [];
  const index =
    typeof answer === 'number' || /^\d+$/.test(answer)
      ? Number(answer)
      : letters.indexOf(answer.trim().toUpperCase());
  return index >= 0 && index < given.length ? (letters[index] as string) : null;
}

/** MMLU (choices, answer as a number or letter) and MMLU-Pro (options, up to ten). */
export const multipleChoice: DataSet<Row> = {
  word: 'multiple-choice',
  summary: 'MMLU, MMLU-Pro and alike: {question, choices or options, answer as letter or number}',
  row: row.refine(({ choices, options: listed }) => choices ?? listed, 'has neither choices nor options'),
  scorers: [],
  caseOf(entry, lacking, place): CaseEntry | null {
    const given = entry.choices ?? entry.options ?? [];
    const expected = letterOf(entry);
    if (expected === null) {
      lacking.add(
        'questions whose answer is none of the choices',
        `answer is ${JSON.stringify(entry.answer)}`,
        place,
      );
      return null;
    }
    const labels = letters.slice(0, given.length);
    const listed = given.map((option, i) => `${labels[i]}) ${option}`).join('\n');
    const category = entry.subject ?? entry.category;
    return {
      ...(entry.question_id !== undefined && { id: String(entry.question_id) }),
      input: `${entry.question.trim()}\n\n${listed}\n\nAnswer with the letter of the right choice.`,
      expected,
      ...(category && { category }),
      scorers: [{ type: 'choice', labels }],
    };
  },
};
