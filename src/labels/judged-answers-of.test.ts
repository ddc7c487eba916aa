import { expect, it } from 'vitest';
import { sampleOf } from '../../test/made-up/board-rows.ts';
import type { SampleRecord } from '../contract/sample.ts';
import { judgedAnswersOf } from './judged-answers-of.ts';

const record = (index: number, labels: string[]): SampleRecord =>
  ({
    sample: sampleOf('a', index),
    payload: {
      expected: 'long one',
      answer: { text: 'short', reasoning: '', toolCalls: [], finishReason: 'stop' },
      scores: [
        {
          name: 'pairwise',
          value: 0.5,
          label: labels.join(', '),
          scorer: { type: 'pairwise', version: 1, optionsHash: '' },
          metadata: {
            judged: { votes: labels.map((label, i) => ({ model: `x/${i}`, value: 0.5, label, reason: '' })) },
          },
        },
      ],
    },
  }) as unknown as SampleRecord;

it('tells of a pair what became of it in the two orders, of each judge of a panel', async () => {
  const store = {
    async *records() {
      yield [
        record(0, ['answer', 'always the first']),
        record(1, ['neither in one order', 'neither']),
        record(2, ['', 'expected']),
      ];
    },
  };
  const { answers, judges } = await judgedAnswersOf(store, 'run', 'pairwise', []);
  expect(answers.map(({ pair }) => pair)).toEqual([
    { outcomes: ['same answer', 'first'], longer: -3 },
    { outcomes: ['one tie', 'tie'], longer: -3 },
    { outcomes: ['same answer'], longer: -3 },
  ]);
  expect(judges).toEqual(['x/0', 'x/1']);
});
