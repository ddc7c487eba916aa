import { expect, it } from 'vitest';
import { answerOf, caseOf, specOf } from '../../../test/made-up/scored-answer.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import type { AskJudge } from '../../contract/judge.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import { kindOf } from '../../score/prepare-scorer.ts';
import { scorerMark } from '../../score/scorer-mark.ts';
import { askAgain } from './ask-again.ts';

const spec = specOf('closed-qa', { judge: 'x/judge', criterion: 'is it right' });
const { run, batch } = madeUp({ runId: '01900000-0000-7000-8000-000000000001', targets: 1, cases: 40 });
const cases = [...new Set(batch.samples.map(({ case_id }) => case_id))].map((id) => ({
  ...caseOf('x', [spec]),
  id,
}));

function storeOf(scorer = scorerMark(spec, kindOf(spec))) {
  const judged = {
    votes: [{ model: 'x/judge', value: 1, label: null, reason: '' }],
    calls: 1,
    cost_nanousd: 5,
  };
  const records = batch.payloads.flatMap((payload): SampleRecord[] => {
    const sample = batch.samples.find(({ sample_id }) => sample_id === payload.sample_id);
    const score = {
      name: spec.name,
      value: 1,
      passed: true,
      label: null,
      explanation: null,
      metadata: { judged },
      scorer,
    };
    return sample ? [{ sample, payload: { ...payload, answer: answerOf('It is.'), scores: [score] } }] : [];
  });
  return {
    async *records() {
      yield records;
    },
  };
}

/** Every fourth time it thinks better of it. */
function fickle(): { ask: AskJudge; calls: () => number } {
  let calls = 0;
  const ask: AskJudge = async () => ({
    text: JSON.stringify({ reason: 'r', met: calls++ % 4 > 0 }),
    failure: null,
    input_tokens: 1,
    output_tokens: 1,
    cost_nanousd: 1e6,
  });
  return { ask, calls: () => calls };
}
const options = { runId: run.run_id, scorer: spec.name, spec: null, cases, count: 20 };

it('asks about so many answers, and tells how often the judge said the same', async () => {
  const judge = fickle();
  const found = await askAgain(storeOf(), { ...options, services: { judge: judge.ask } });
  expect(judge.calls()).toBe(20);
  expect(found).toMatchObject({ answers: 20, calls: 20 });
  expect(found.usd).toBeCloseTo(0.02, 9);
  expect(found.consistency).toMatchObject({
    n: 20,
    unscorable: 0,
    same: 0.75,
    same_side: 0.75,
    mean_change: 0.25,
  });
});

it('holds a judge only against itself', async () => {
  const services = { judge: fickle().ask };
  const other = scorerMark({ ...spec, threshold: 0.9 }, kindOf(spec));
  await expect(askAgain(storeOf(other), { ...options, services })).rejects.toThrow('with other options');
  const unknown = cases.map((testCase) => ({ ...testCase, scorers: [] }));
  await expect(askAgain(storeOf(), { ...options, cases: unknown, services })).rejects.toThrow(
    'is not kept with the run',
  );
  expect((await askAgain(storeOf(), { ...options, cases: unknown, spec, services, count: 3 })).answers).toBe(
    3,
  );
});
