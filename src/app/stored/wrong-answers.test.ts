import { expect, it } from 'vitest';
import { exampleRun, exampleTarget } from '../../../test/example-summary.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { wrongAnswersText } from '../../report/wrong-answers-text.ts';
import { WrongAnswers } from './wrong-answers.ts';

const { run, batch } = madeUp({
  runId: '01900000-0000-7000-8000-0000000a5ee5',
  targets: 2,
  cases: 40,
  repeats: 2,
});
const payloads = new Map(batch.payloads.map((payload) => [payload.sample_id, payload]));
const store = {
  caseDetail: async (_run: string, caseId: string) =>
    batch.samples
      .filter(({ case_id: id }) => id === caseId)
      .map((sample) => ({ sample, payload: payloads.get(sample.sample_id) ?? null })),
} as unknown as ResultStore;
const look = { color: false, width: 100 };

it('keeps three cases of each target that failed, and reads what they said', async () => {
  const wrong = new WrongAnswers();
  for (const sample of batch.samples) wrong.add(sample);
  const records = await wrong.read(store, run.run_id, ['target-0', 'target-1']);
  for (const id of ['target-0', 'target-1']) {
    const of = records.filter(({ sample }) => sample.target_id === id);
    expect(new Set(of.map(({ sample }) => sample.case_id)).size).toBe(3);
    expect(of.every(({ sample }) => sample.correct !== true && !sample.is_warmup)).toBe(true);
  }
  const text = wrongAnswersText(run, records, look);
  expect(text.split('\n').filter((line) => /^ {2}case-/.test(line))).toHaveLength(6);
});

it('leaves out what was right, cancelled or for warming up', async () => {
  const wrong = new WrongAnswers();
  const [sample] = batch.samples;
  if (!sample) throw new Error('there are samples');
  wrong.add({ ...sample, outcome: 'ok', correct: true });
  wrong.add({ ...sample, outcome: 'ok', correct: null });
  wrong.add({ ...sample, outcome: 'cancelled', correct: null });
  wrong.add({ ...sample, outcome: 'error', correct: null, is_warmup: true });
  expect(wrong.size).toBe(0);
});

it('says what came, what was expected and why it failed, each in a line', () => {
  const target = exampleTarget('small');
  const answer = { text: 'It is\n4\u001b[2J', reasoning: '', toolCalls: [], raw: null } as never;
  const scores = [
    {
      name: 'numeric',
      value: 0,
      passed: false,
      label: null,
      explanation: 'The final answer is 4, not 5.',
    },
  ];
  const sample = { target_id: target.id, case_id: 'sum-1', outcome: 'ok', error_class: '' } as never;
  const failed = { target_id: target.id, case_id: 'sum-2', outcome: 'error', error_class: 'auth' } as never;
  const text = wrongAnswersText(
    exampleRun([target]),
    [
      { sample, payload: { answer, expected: 5, scores, error_message: '' } as never },
      {
        sample: failed,
        payload: { answer: null, expected: 5, scores: [], error_message: '401: bad key' } as never,
      },
    ],
    look,
  );
  expect(text).toContain(
    '  sum-1  "It is 4␛[2J", expected "5"\n      numeric: The final answer is 4, not 5.',
  );
  expect(text).toContain('  sum-2  no answer, expected "5"\n      401: bad key');
  expect(wrongAnswersText(exampleRun([target]), [], look)).toBe('');
});
