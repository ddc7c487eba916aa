import { expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { Label } from '../contract/label.ts';
import type { SampleRecord } from '../contract/sample.ts';
import { judgeNotes } from '../view/words/judge-words.ts';
import { judgeStandings } from './judge-standings.ts';

const { run: made, batch } = madeUp({
  runId: '01900000-0000-7000-8000-000000000001',
  targets: 2,
  cases: 60,
  repeats: 1,
});
const run = { ...made, judged: { calls: 120, usd: 0.1 } };
const value = (i: number) => (i % 3 > 0 ? 1 : 0);
const records = batch.payloads.flatMap((payload, i): SampleRecord[] => {
  const sample = batch.samples.find(({ sample_id }) => sample_id === payload.sample_id);
  const judged = {
    votes: [{ model: 'x/judge', value: value(i), label: null, reason: '' }],
    calls: 1,
    cost_nanousd: 1,
  };
  const score = {
    name: 'rubric',
    value: value(i),
    passed: null,
    label: null,
    explanation: null,
    metadata: { judged },
  };
  return sample ? [{ sample, payload: { ...payload, scores: [score] } }] : [];
});
let reads = 0;
const store = {
  async *records() {
    for (let from = 0; from < records.length; from += 10) {
      reads++;
      yield records.slice(from, from + 10);
    }
  },
};
const labels = records.slice(0, 80).map(({ sample }, i): Label => ({
  run_id: run.run_id,
  case_id: sample.case_id,
  sample_id: sample.sample_id,
  other_sample_id: null,
  criterion: 'correct',
  value: i % 10 === 0 ? 0 : value(i),
  by: 'ada',
  at_ms: 1,
}));

it('asks the database nothing of a run that no model judged', async () => {
  expect(await judgeStandings(store, made, labels)).toEqual([]);
  expect(reads).toBe(0);
});

it('marks a judge that nobody has checked, from the first answers alone', async () => {
  const found = await judgeStandings(store, run, [{ ...(labels[0] as Label), run_id: 'another' }]);
  expect(reads).toBe(1);
  expect(found).toEqual([{ scorer: 'rubric', judges: ['x/judge'], calibration: null }]);
  expect(judgeNotes(found)[0]).toContain('rubric by x/judge is uncalibrated');
});

it('tells of one that was checked how it agrees, and the quality that follows', async () => {
  const found = await judgeStandings(store, run, labels);
  expect(found[0]?.calibration).toMatchObject({ n: 80, criterion: 'correct', people: ['ada'] });
  const [note = ''] = judgeNotes(found);
  expect(note).toMatch(
    /agrees with people in 9\d(\.\d+)? % of 80 answers, κ 0\.\d\d; quality in % corrected/,
  );
  expect(note).toContain(`${run.targets[1]?.label} `);
  const few = judgeNotes(await judgeStandings(store, run, labels.slice(0, 10)));
  expect(few[0]).toContain('too few to tell (from 30 on)');
});
