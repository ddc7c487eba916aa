/** The columns that multiple-choice data sets call by different names, as one shape. */
import { z } from 'zod';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const texts = z.array(text).min(2).max(letters.length);
const answer = z.union([z.string(), z.number(), z.boolean().transform(String)]);
const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });

export const choiceRow = z.object({
  question: z.union([z.string().min(1), z.array(message).min(1)]),
  /** As they are labelled where the data say so: A, B, …; 1, 2, …. */
  labels: z.array(z.string()),
  options: texts,
  /** A label, a place from 0, or the text of an option: a number is a place where it can be. */
  answer: z.union([answer, z.array(answer)]),
  category: z.string().optional(),
  id: text.optional(),
});

type Row = Record<string, unknown>;
const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const firstOf = (row: Row, names: string[]): unknown => {
  for (const name of names)
    if (row[name] !== undefined && row[name] !== null && row[name] !== '') return row[name];
  return undefined;
};

/** Columns called A, B, C, … or a, b, c, …, or `option_a`, … */
function lettered(row: Row): { labels: string[]; options: unknown[] } | null {
  for (const name of [
    (l: string) => l,
    (l: string) => l.toLowerCase(),
    (l: string) => `option_${l.toLowerCase()}`,
    (l: string) => `Option ${l}`,
  ]) {
    const until = letters.findIndex((letter) => row[name(letter)] === undefined || row[name(letter)] === '');
    if (until >= 2)
      return {
        labels: letters.slice(0, until),
        options: letters.slice(0, until).map((letter) => row[name(letter)]),
      };
  }
  return null;
}

function optionsOf(row: Row): { labels: string[]; options: unknown[] } | null {
  const given = firstOf(row, ['choices', 'options', 'endings']);
  if (Array.isArray(given)) {
    // [{label, text}]
    if (given.every((item) => isObject(item) && 'label' in item && 'text' in item))
      return {
        labels: given.map((item: Row) => String(item['label'])),
        options: given.map((item: Row) => item['text']),
      };
    return { labels: letters.slice(0, given.length), options: given };
  }
  if (!isObject(given)) return lettered(row);
  const { text: list, label } = given;
  if (Array.isArray(list) && Array.isArray(label)) return { labels: label.map(String), options: list };
  const labels = Object.keys(given);
  return labels.every((name) => /^[A-Z]$/.test(name)) ? { labels, options: Object.values(given) } : null;
}

/** `null`: it is no such row. */
export function readChoiceRow(row: unknown): unknown {
  if (!isObject(row)) return row;
  const found = optionsOf(row);
  if (!found) return { ...row, options: undefined };
  const index = firstOf(row, ['answer_idx', 'answer_index']);
  return {
    question: firstOf(row, [
      'question',
      'Question',
      'input',
      'ctx',
      'question_stem',
      'query',
      'prompt',
      'sent1',
    ]),
    ...found,
    answer:
      firstOf(row, [
        'answer',
        'Answer',
        'answerKey',
        'answer_key',
        'target',
        'label',
        'correct_answer',
        'gold',
      ]) ?? index,
    category: firstOf(row, ['subject', 'category', 'Subject']),
    id: firstOf(row, ['question_id', 'id', 'ind']),
  };
}
