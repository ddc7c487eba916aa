import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { numeric } from './kinds/numeric.ts';
import { answerOf, caseOf, specOf } from '../../test/made-up/scored-answer.ts';

/** Real answers with their graders' flags; the data is not part of the repository. */
const folder = resolve(import.meta.dirname, '../../../shared/data');
const has = existsSync(resolve(folder, 'gsm8k')) && existsSync(resolve(folder, 'routellm'));
const missing = has ? '' : ` (skipped: no data in ${folder})`;
const read = (name: string) => readFileSync(resolve(folder, name), 'utf8');
const jsonl = (name: string) =>
  read(name)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const scorer = numeric.prepare({}, specOf('numeric'));
const isRight = async (text: string, expected: string) =>
  (await scorer(answerOf(text), caseOf(expected))).value === 1;

describe.skipIf(!has)(`numeric on recorded answers${missing}`, () => {
  it('agrees with all 5,276 flags of the GSM8K example solutions', async () => {
    const models = ['6b_finetuning', '6b_verification', '175b_finetuning', '175b_verification'];
    const right: Record<string, number> = {};
    const disagreements: unknown[] = [];
    for (const row of jsonl('gsm8k/example_model_solutions.jsonl')) {
      for (const model of models) {
        const { solution, is_correct } = row[model] as { solution: string; is_correct: boolean };
        const ours = await isRight(solution, row.ground_truth);
        right[model] = (right[model] ?? 0) + Number(ours);
        if (ours !== is_correct) disagreements.push({ model, question: row.question });
      }
    }
    expect(disagreements).toEqual([]);
    expect(models.map((model) => right[model])).toEqual([286, 515, 458, 742]);
  });

  /**
   * Every one was read: where we say right the answer is the expected number (`$20.00`, `7 packs and 2 extra`, `2:00 pm`);
   * where we say wrong its sign or size is (−15 for 15, 0.84 for 84).
   */
  it('disagrees with the RouteLLM flags only where the flag is wrong', async () => {
    const answers = new Map(jsonl('gsm8k/test.jsonl').map((row) => [row.question, row.answer as string]));
    const contaminated = new Set(jsonl('routellm/contaminated_prompts.jsonl').map((row) => row.eval_prompt));
    const rows = parse(read('routellm/gsm8k_responses.csv'), { columns: true }) as Record<string, string>[];
    const kept = rows.filter((row) => !contaminated.has(row['prompt']));
    expect(kept).toHaveLength(1307);
    const found: Record<string, number[]> = {};
    for (const model of ['mistralai/Mixtral-8x7B-Instruct-v0.1', 'gpt-4-1106-preview']) {
      for (const row of kept) {
        const ours = await isRight(row[`${model}_response`] as string, answers.get(row['prompt']) as string);
        if (ours === (row[model] === 'True')) continue;
        (found[`${model} ${ours ? 'right' : 'wrong'}`] ??= []).push(rows.indexOf(row));
      }
    }
    expect(found['mistralai/Mixtral-8x7B-Instruct-v0.1 right']).toEqual([542, 615, 856, 1001, 1159, 1218]);
    expect(found['mistralai/Mixtral-8x7B-Instruct-v0.1 wrong']).toEqual([164, 191, 460, 1241, 1269]);
    expect(found['gpt-4-1106-preview right']).toHaveLength(45);
    expect(found['gpt-4-1106-preview wrong']).toBeUndefined();
  });
});
