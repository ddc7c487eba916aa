/**
 * Scorers against graders that others have published: recorded answers of fourteen models, each scored as a user would, and how many
 * models come out within a point of the published figure. Beside them answers in many written forms, each checked by hand, whose verdict must be right.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { prepareScorer } from '../src/score/prepare-scorer.ts';
import { sharedData } from './support/shared-data.ts';
import { conclude } from './support/verdict.ts';

/** Points between our share of right answers and the published one. */
const maxPoints = 1;

const read = (...path: string[]) => readFileSync(sharedData(...path), 'utf8');
const csv = (...path: string[]) => parse(read(...path), { columns: true }) as Record<string, string>[];
const jsonl = <Row>(...path: string[]) =>
  read(...path)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

function scorerOf(type: string, options: Record<string, unknown> = {}) {
  const { scoreAnswer } = prepareScorer({ type, name: type, weight: 1, threshold: 1, not: false, options });
  return async (text: string, expected: unknown): Promise<boolean> => {
    const answer = { text, reasoning: '', toolCalls: [], finishReason: null };
    const testCase = {
      id: '',
      index: 0,
      variables: {},
      expected,
      tags: [],
      weight: 1,
      tools: [],
      scorers: [],
    };
    return (await scoreAnswer(answer, testCase)).value === 1;
  };
}

interface Row {
  set: string;
  model: string;
  published: number;
  ours: number;
  agrees: boolean;
}

async function rowOf(
  set: string,
  model: string,
  published: number,
  answers: { text: string; expected: unknown }[],
  isRight: (text: string, expected: unknown) => Promise<boolean>,
): Promise<Row> {
  let right = 0;
  for (const { text, expected } of answers) right += Number(await isRight(text, expected));
  const ours = Math.round((right / answers.length) * 10_000) / 100;
  return { set, model, published, ours, agrees: Math.abs(ours - published) <= maxPoints };
}

async function gsm8k(): Promise<Row[]> {
  type Line = { ground_truth: string } & Record<string, { solution: string }>;
  const published = {
    '6b_finetuning': 21.68,
    '6b_verification': 39.04,
    '175b_finetuning': 34.72,
    '175b_verification': 56.25,
  };
  const lines = jsonl<Line>('gsm8k', 'example_model_solutions.jsonl');
  const answersOf = (model: string) =>
    lines.map((line) => ({ text: line[model]?.solution ?? '', expected: line.ground_truth }));
  return Promise.all(
    Object.entries(published).map(([model, share]) =>
      rowOf('gsm8k', model, share, answersOf(model), scorerOf('numeric')),
    ),
  );
}

/** Its flags compare text, so that `$7.00` is not 7: every disagreement was read, and the flag is wrong in all of them. */
async function routeLlm(): Promise<Row[]> {
  const expected = new Map(
    jsonl<{ question: string; answer: string }>('gsm8k', 'test.jsonl').map((row) => [
      row.question,
      row.answer,
    ]),
  );
  const left = new Set(
    jsonl<{ eval_prompt: string }>('routellm', 'contaminated_prompts.jsonl').map((row) => row.eval_prompt),
  );
  const kept = csv('routellm', 'gsm8k_responses.csv').filter((row) => !left.has(row['prompt'] ?? ''));
  const published = { 'mistralai/Mixtral-8x7B-Instruct-v0.1': 63.73, 'gpt-4-1106-preview': 85.77 };
  return Promise.all(
    Object.entries(published).map(([model, share]) => {
      const answers = kept.map((row) => ({
        text: row[`${model}_response`] ?? '',
        expected: expected.get(row['prompt'] ?? '') ?? '',
      }));
      return rowOf('routellm', model, share, answers, scorerOf('numeric'));
    }),
  );
}

async function drift(file: string, key: string, isRight: ReturnType<typeof scorerOf>): Promise<Row[]> {
  const published =
    (JSON.parse(read('llmdrift', 'expected.json')) as Record<string, Record<string, number>>)[key] ?? {};
  const rows = csv('llmdrift', file);
  return Promise.all(
    Object.entries(published).map(([model, share]) => {
      const answers = rows
        .filter((row) => row['model']?.endsWith(model))
        .map((row) => ({ text: row['answer'] ?? '', expected: row['ref_answer'] ?? '' }));
      return rowOf(key, model, share, answers, isRight);
    }),
  );
}

type Checked = [answer: string, expected: string, right: boolean];
const numbers: Checked[] = [
  ['The answer is $\\boxed{\\frac{3}{4}}$.', '\\frac{3}{4}', true],
  ['\\boxed{0.75}', '\\frac{3}{4}', true],
  ['$x = 5$', '5', true],
  ['\\boxed{x=5}', '5', true],
  ['\\boxed{45^\\circ}', '45', true],
  ['\\boxed{12\\text{ cm}}', '12', true],
  ['\\boxed{10{,}000}', '10,000', true],
  ['\\boxed{25\\%}', '25', true],
  ['\\boxed{2\\frac{1}{2}}', '2.5', true],
  ['\\boxed{-\\dfrac{1}{2}}', '-0.5', true],
  ['\\boxed{1.5 \\times 10^{3}}', '1500', true],
  ['{"reasoning": "We have \\(x^2 = 25\\)", "answer": "5"}', '5', true],
  ['{"reasoning": "3 × 4\n= 12", "answer": "12"}', '12', true],
  ['\\boxed{\\frac{3}{5}}', '\\frac{3}{4}', false],
  ['\\boxed{-5}', '5', false],
];
const literals: Checked[] = [
  ["[ANSWER] f('a') == 'b' [/ANSWER]", "'b'", true],
  ['{"reasoning": "...", "answer": "[1, 2]"}', '[1, 2]', true],
  ['{"reasoning": "...", "answer": [1, 2]}', '[1, 2]', true],
  ['{"answer": "abc"}', "'abc'", true],
  ['{"answer": true}', 'True', true],
  ['{"answer": null}', 'None', true],
  ['{"answer": "(1, \'a\')"}', "(1, 'a')", true],
  ["{'b': 1, 'a': 2}", "{'a': 2, 'b': 1}", true],
  ['"it\'s"', String.raw`'it\'s'`, true],
  ['[1, 2]', '(1, 2)', false],
  ['123', "'123'", false],
];

async function wrongOf(rows: Checked[], isRight: ReturnType<typeof scorerOf>): Promise<Checked[]> {
  const wrong: Checked[] = [];
  for (const row of rows) if ((await isRight(row[0], row[1])) !== row[2]) wrong.push(row);
  return wrong;
}

const rows = [
  ...(await gsm8k()),
  ...(await routeLlm()),
  ...(await drift('COUNTAHAPPYNUMBER_EVAL.csv', 'COUNTAHAPPYNUMBER accuracy %', scorerOf('numeric'))),
  ...(await drift(
    'PRIME_FULL_EVAL.csv',
    'PRIME_FULL accuracy %',
    scorerOf('choice', { labels: ['yes', 'no'] }),
  )),
];
const wrong = [
  ...(await wrongOf(numbers, scorerOf('numeric'))),
  ...(await wrongOf(literals, scorerOf('python-literal'))),
];
for (const { set, model, published, ours, agrees } of rows)
  console.log(`${agrees ? '  ' : '✗ '}${set} ${model}: published ${published} %, here ${ours} %`);
const agreeing = rows.filter(({ agrees }) => agrees).length;
conclude(
  'scorer-zoo',
  {
    gsm8k: rows.filter(({ set }) => set === 'gsm8k').every(({ published, ours }) => published === ours),
    // gpt-4-1106-preview: see routeLlm; gpt-3.5-turbo-0301: a bare “Yes” where “[Yes]” was asked for is wrong there
    models: rows.length === 14 && agreeing >= 12,
    checked_by_hand: wrong.length === 0,
  },
  { agreeing, of: rows.length, rows, checked_by_hand: numbers.length + literals.length, wrong },
);
