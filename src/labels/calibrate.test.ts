import { describe, expect, it } from 'vitest';
import { runOf } from '../../test/made-up/board-rows.ts';
import type { Label } from '../contract/label.ts';
import type { SampleRecord } from '../contract/sample.ts';
import { calibrate, criteriaOf } from './calibrate.ts';

const label = (sample_id: string, value: number | null, more: Partial<Label> = {}): Label => ({
  run_id: 'run',
  case_id: sample_id,
  sample_id,
  other_sample_id: null,
  criterion: 'correct',
  value,
  by: 'ada',
  at_ms: 1,
  ...more,
});

interface Judged {
  id: string;
  value: number | null;
  target?: string;
  judge?: string;
}
/** Answers with the scores that a judge gave them. */
function storeOf(answers: Judged[], scorer = 'tone') {
  const records = answers.map(({ id, value, target = 'a', judge = 'p/judge' }) => ({
    sample: {
      sample_id: id,
      target_id: target,
      case_id: id,
      repeat: 0,
      outcome: 'ok',
      is_warmup: false,
      output_tokens: 5,
    },
    payload: {
      sample_id: id,
      answer: { text: 'said', reasoning: '', toolCalls: [], finishReason: null },
      scores: [
        {
          name: scorer,
          value,
          passed: null,
          label: null,
          explanation: null,
          metadata: { judged: { votes: [{ model: judge }] } },
        },
      ],
    },
  })) as unknown as SampleRecord[];
  return {
    async *records() {
      yield records;
    },
  };
}
const run = runOf(['a', 'b']);
const scorer = { scorer: 'tone', criterion: 'correct' };
const judged = (values: (number | null)[], more: Partial<Judged> = {}) =>
  values.map((value, i): Judged => ({ id: `s${i}`, value, ...more }));

describe('what people were asked', () => {
  it('is each criterion of single answers once', () => {
    const labels = [
      label('1', 1),
      label('2', 0),
      label('3', 1, { criterion: 'kind' }),
      label('4', 1, { criterion: 'better', other_sample_id: '5' }),
    ];
    expect(criteriaOf(labels)).toEqual(['correct', 'kind']);
    expect(criteriaOf([])).toEqual([]);
  });
});

describe('a judge compared with human labels', () => {
  it('agrees where it says what they say', async () => {
    const found = await calibrate(storeOf(judged([1, 0, 1, 0])), run, scorer, [
      label('s0', 1),
      label('s1', 0),
      label('s2', 0, { by: 'bob' }),
    ]);
    expect(found).toMatchObject({
      scorer: 'tone',
      criterion: 'correct',
      people: ['ada', 'bob'],
      judges: ['p/judge'],
      n: 3,
      unscorable: 0,
    });
    expect(found.agreement?.accuracy).toBeCloseTo(2 / 3, 12);
    expect(found.confusion).toMatchObject({ both_right: 1, both_wrong: 1, judge_only: 1, human_only: 0 });
  });

  it('counts only labels of the criterion, and pairs apart', async () => {
    const labels = [
      label('s0', 1),
      label('s1', 1, { criterion: 'kind' }),
      label('s2', 1, { criterion: 'better', other_sample_id: 's1', by: 'eve' }),
    ];
    const found = await calibrate(storeOf(judged([1, 0, 1])), run, scorer, labels);
    expect(found).toMatchObject({ n: 1, people: ['ada', 'eve'] });
    expect(found.pairs).toMatchObject({ n: 1, same: 1 });
  });

  it('is told of no agreement without labels', async () => {
    expect(await calibrate(storeOf(judged([1, 0])), run, scorer, [])).toMatchObject({
      n: 0,
      agreement: null,
      people: [],
      pairs: null,
    });
  });

  it('says which targets are of its own provider, and whether it favours them', async () => {
    const answers = [
      ...judged([1, 1, 1, 1]),
      ...['w', 'x', 'y', 'z'].map((id): Judged => ({ id, value: 0, target: 'b' })),
    ];
    const labels = ['s0', 's1', 's2', 's3', 'w', 'x', 'y', 'z'].map((id, i) => label(id, i % 2 ? 1 : 0));
    const mixed = {
      ...run,
      targets: run.targets.map((target) => ({ ...target, provider: target.id === 'a' ? 'p' : 'q' })),
    };
    const found = await calibrate(storeOf(answers), mixed, scorer, labels);
    expect(found.same_vendor).toEqual(['a']);
    expect(found.self_preference).toMatchObject({ own: 0.5, others: -0.5, difference: 1 });
    const stranger = await calibrate(storeOf(judged([1, 0], { judge: 'q/judge' })), run, scorer, [
      label('s0', 1),
    ]);
    expect(stranger).toMatchObject({ same_vendor: [], self_preference: null });
  });

  it('is not known under another name', async () => {
    await expect(calibrate(storeOf(judged([1]), 'style'), run, scorer, [])).rejects.toMatchObject({
      code: 'usage',
      message: 'run run has no scores of a judge named "tone"',
    });
  });
});
