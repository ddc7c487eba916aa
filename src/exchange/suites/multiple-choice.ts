import { z } from 'zod';
import type { CaseEntry } from '../../contract/suite.ts';
import { choiceRow, readChoiceRow } from './choice-row.ts';
import type { DataSet } from './data-set.ts';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
type Row = z.infer<typeof choiceRow>;

/** Of digits: their place from 0, unless they were text that is another option as well. */
function placeOf(answer: string | number, { options }: Row): number {
  const byText = options.indexOf(String(answer).trim());
  const place = /^\d+$/.test(String(answer).trim()) ? Number(answer) : -1;
  if (place < 0 || place >= options.length) return byText;
  return typeof answer === 'number' || byText < 0 || byText === place ? place : -1;
}

/** The letter asked for: of the label, else of the place from 0, else of the option's text. */
function letterOf(answer: string | number, row: Row): string | null {
  const wanted = String(answer).trim().toUpperCase();
  const byLabel = row.labels.findIndex((label) => label.toUpperCase() === wanted);
  const place = byLabel >= 0 ? byLabel : placeOf(answer, row);
  return row.options[place] === undefined ? null : (letters[place] as string);
}

function askedOf({ question, options }: Row): Pick<CaseEntry, 'input' | 'messages'> {
  const listed = options.map((option, i) => `${letters[i]}) ${option}`).join('\n');
  const ask = (text: string) => `${text.trim()}\n\n${listed}\n\nAnswer with the letter of the right choice.`;
  if (typeof question === 'string') return { input: ask(question) };
  const last = question.findLastIndex(({ role }) => role === 'user');
  return {
    messages: question.map(({ role, content }, i) => ({
      role,
      content: i === last ? ask(content) : content,
    })),
  };
}

/** MMLU, MMLU-Pro, ARC, HellaSwag, samples of inspect with choices, and tables alike; up to 26 options. */
export const multipleChoice: DataSet<Row> = {
  word: 'multiple-choice',
  summary:
    'MMLU, MMLU-Pro, ARC and the like: question, choices (a list, or columns A, B, C, …), answer as letter, number or text',
  row: z.preprocess(readChoiceRow, choiceRow),
  scorers: [],
  caseOf(entry, unsupported, place): CaseEntry | null {
    const answers = [entry.answer].flat();
    const expected = answers.map((answer) => letterOf(answer, entry));
    if (expected.length === 0 || expected.includes(null)) {
      unsupported.add(
        'questions whose answer is not clearly one of the choices',
        `answer is ${JSON.stringify(entry.answer)}`,
        place,
      );
      return null;
    }
    if (expected.length > 1) {
      unsupported.add('questions with several correct choices', 'the answer must be one letter', place);
      return null;
    }
    return {
      ...(entry.id !== undefined && { id: entry.id }),
      ...askedOf(entry),
      expected: expected[0],
      ...(entry.category && { category: entry.category }),
      scorers: [{ type: 'choice', labels: letters.slice(0, entry.options.length) }],
    };
  },
};
