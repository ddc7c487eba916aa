/** LLMDrift's four tasks: GPT-4 and GPT-3.5 as they were in March and in June 2023, judged by the publication's own rules. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { sharedData } from './shared-data.ts';

type Row = Record<string, string>;

const boxed = (text: string) => /boxed\{(-?\d+)\}/.exec(text)?.[1];

/** The rule of PRIME is not written down; this is one that gives all its figures. */
export const driftTasks: { file: string; published: string; score(row: Row): number }[] = [
  {
    file: 'PRIME_FULL_EVAL',
    published: 'PRIME_FULL accuracy %',
    score({ answer = '', ref_answer = '' }) {
      const said = answer.toLowerCase();
      const found = /\byes\b/.test(said) ? 'yes' : /\bno\b/.test(said) ? 'no' : '';
      return Number(found === ref_answer.toLowerCase());
    },
  },
  {
    file: 'COUNTAHAPPYNUMBER_EVAL',
    published: 'COUNTAHAPPYNUMBER accuracy %',
    score: ({ answer = '', ref_answer = '' }) =>
      Number(boxed(answer) !== undefined && boxed(answer) === boxed(ref_answer)),
  },
  {
    file: 'LEETCODE_EASY_EVAL',
    published: 'LEETCODE_EASY directly usable %',
    score: (row) => Number(row['Directly Usable']),
  },
  {
    file: 'SENSITIVEQ_EVAL',
    published: 'SENSITIVEQ response rate %',
    score: (row) => Number(row['Response Rate']),
  },
];

/** Rows of a task with the model's name alone and `verdict`, 0 or 1. */
export const driftRows = ({ file, score }: (typeof driftTasks)[number]) =>
  (parse(readFileSync(sharedData('llmdrift', `${file}.csv`)), { columns: true }) as Row[]).map((row) => ({
    ...row,
    id: row['id'] ?? '',
    verdict: score(row),
    model: row['model']?.split('/')[1] ?? '',
  }));

/** Task → model → published percent. */
export const driftPublished = JSON.parse(
  readFileSync(sharedData('llmdrift', 'expected.json'), 'utf8'),
) as Record<string, Record<string, number>> & { paired: Record<string, Record<string, number>> };
