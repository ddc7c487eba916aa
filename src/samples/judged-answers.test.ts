import { expect, it } from 'vitest';
import type { Score } from '../contract/score.ts';
import { judgedAnswer, judgingOfAnswer, withoutJudges } from './judged-answers.ts';
import type { SampleRows } from './sample-builder.ts';

const score = (judged?: object): Score => ({
  name: 's',
  value: 1,
  passed: true,
  label: null,
  explanation: null,
  ...(judged && { metadata: { judged } }),
});
const settled = (scores: Score[]) =>
  ({
    sample: { sample_id: 'a', started_at_ms: 1, quality: 1, correct: true },
    payload: { expected: 'x', scores },
  }) as unknown as SampleRows;

it('adds up what judging took; a cost that is not known stays so', () => {
  expect(judgingOfAnswer([score()])).toBeNull();
  const known = [score({ calls: 2, cost_nanousd: 30 }), score(), score({ calls: 1, cost_nanousd: 5 })];
  expect(judgingOfAnswer(known)).toEqual({ calls: 3, cost_nanousd: 35, isUnscorable: false });
  expect(judgingOfAnswer([...known, score({ calls: 1, cost_nanousd: null })])).toEqual({
    calls: 4,
    cost_nanousd: null,
    isUnscorable: false,
  });
  const unread = { ...score({ calls: 2, cost_nanousd: 1 }), value: null };
  expect(judgingOfAnswer([...known, unread])?.isUnscorable).toBe(true);
  expect(judgingOfAnswer([...known, { ...score(), value: null }])?.isUnscorable).toBe(false);
});

it('keeps answers that a judge had part in, and no others', () => {
  const judged = [score(), score({ calls: 1, cost_nanousd: 1, votes: [] })];
  expect(judgedAnswer(settled(judged))).toMatchObject({ sample_id: 'a', expected: 'x', scores: judged });
  expect(judgedAnswer(settled([score()]))).toBeNull();
  expect(judgedAnswer({ retried: {} } as never)).toBeNull();
});

it('takes the judge away and nothing else', () => {
  const embed = async () => ({ vectors: [], tokens: 0 });
  expect(withoutJudges({ embed, judge: async () => ({}) as never })).toEqual({ embed });
});
