/**
 * Two models' recorded answers replayed over HTTP. The recorded flags must give the published shares; our scorer is held
 * against the flags case by case and every disagreement is listed. `judged` counts what was read one by one: in all of them
 * the flag is wrong (it seems to compare text, so `$7.00` is not 7). The scorer's rules were made with these answers in sight, so
 * this is no independent check of it.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { figuresOf, replay } from './support/replay.ts';
import { sharedData } from './support/shared-data.ts';
import { conclude } from './support/verdict.ts';

const models = ['mistralai/Mixtral-8x7B-Instruct-v0.1', 'gpt-4-1106-preview'];
const published = [63.7337, 85.7689];
const judged = [11, 45];

const answersOf = readFileSync(sharedData('gsm8k', 'test.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { question: string; answer: string });
const contaminated = new Set(
  readFileSync(sharedData('routellm', 'contaminated_prompts.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { eval_prompt: string }).eval_prompt),
);
const expected = new Map(answersOf.map(({ question, answer }) => [question, answer]));
const records = (
  parse(readFileSync(sharedData('routellm', 'gsm8k_responses.csv')), { columns: true }) as Record<
    string,
    string
  >[]
).map((record, row) => ({ ...record, row }) as Record<string, string> & { row: number; prompt: string });
const kept = records.filter(({ prompt }) => !contaminated.has(prompt));

const replayed = await replay(
  'routellm',
  kept.map((record) => ({
    id: `row-${record.row}`,
    input: record.prompt,
    expected: expected.get(record.prompt) ?? '',
    answers: Object.fromEntries(
      models.map((model) => [model.replaceAll('/', '-'), record[`${model}_response`] ?? '']),
    ),
  })),
);

const rows = models.map((model, m) => {
  const summary = replayed.summary.targets[m];
  const flags = kept.map((record) => record[model] === 'True');
  const disagreements = replayed.cases.flatMap(({ case_index, case_id, cells }) => {
    const ours = cells.find((cell) => cell.target_id === summary?.target.id)?.correct ?? null;
    return ours === flags[case_index] ? [] : [{ case_id, flag: flags[case_index], ours }];
  });
  return {
    model,
    n: summary?.n,
    flags_percent: Math.round((flags.filter(Boolean).length / flags.length) * 1e6) / 1e4,
    published: published[m],
    ours_percent: summary && Math.round((summary.correct / summary.n) * 1e6) / 1e4,
    disagreements,
  };
});
conclude(
  'routellm',
  {
    items: kept.length === 1307 && rows.every((row) => row.n === 1307),
    flags: rows.every((row) => row.flags_percent === row.published),
    disagreements_as_judged: rows.every((row, m) => row.disagreements.length === judged[m]),
  },
  { rows, ...figuresOf(replayed) },
);
