/**
 * Real input, the whole way: four models' recorded answers to 1,319 questions are replayed over HTTP, asked, scored by the
 * numeric scorer, stored, and shown. The published counts of right answers must come out, and every single flag.
 */
import { readFileSync } from 'node:fs';
import { figuresOf, replay } from './support/replay.ts';
import { sharedData } from './support/shared-data.ts';
import { conclude } from './support/verdict.ts';

type Line = { question: string; ground_truth: string } & Record<
  string,
  { is_correct: boolean; solution: string }
>;
const published: Record<string, number> = {
  '6b_finetuning': 286,
  '6b_verification': 515,
  '175b_finetuning': 458,
  '175b_verification': 742,
};
const models = Object.keys(published);

const lines = readFileSync(sharedData('gsm8k', 'example_model_solutions.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);
const replayed = await replay(
  'gsm8k',
  lines.map((line, i) => ({
    id: `gsm8k-${i}`,
    input: line.question,
    expected: line.ground_truth,
    answers: Object.fromEntries(models.map((model) => [model, line[model]?.solution ?? ''])),
  })),
);

const rows = replayed.summary.targets.map(({ target, correct, n, n_scored, quality, outcomes }) => {
  const flagsDiffer = replayed.cases.filter(
    ({ case_index, cells }) =>
      cells.find((cell) => cell.target_id === target.id)?.correct !==
      lines[case_index]?.[target.model]?.is_correct,
  ).length;
  return {
    model: target.model,
    correct,
    n,
    n_scored,
    percent: Math.round((correct / n) * 10_000) / 100,
    low: quality?.low,
    high: quality?.high,
    outcomes,
    flags_differ: flagsDiffer,
    published: published[target.model],
  };
});
conclude(
  'gsm8k',
  {
    counts: rows.length === 4 && rows.every((row) => row.correct === row.published && row.n === lines.length),
    all_answered: rows.every((row) => row.n_scored === lines.length),
    every_flag: replayed.cases.length === lines.length && rows.every((row) => row.flags_differ === 0),
  },
  { rows, ...figuresOf(replayed) },
);
