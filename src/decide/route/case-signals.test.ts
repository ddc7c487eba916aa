import { describe, expect, it } from 'vitest';
import type { SampleRecord } from '../../contract/sample.ts';
import { caseSignals, type SignalsWanted } from './case-signals.ts';

interface Call {
  target?: string;
  index?: number;
  text?: string;
  quality?: number | null;
  scores?: Record<string, number>;
  outcome?: string;
  warmup?: boolean;
}
function recordOf({
  target = 'a',
  index = 0,
  text,
  quality = 1,
  scores = {},
  outcome = 'ok',
  warmup = false,
}: Call): SampleRecord {
  return {
    sample: { target_id: target, case_index: index, is_warmup: warmup, scores, outcome, quality },
    payload: text === undefined ? null : { answer: { text } },
  } as unknown as SampleRecord;
}
const cases = [0, 5].map((index) => ({ id: `c${index}`, index, cluster: '', category: '', tags: [] }));
const targets = ['a', 'b'].map((id) => ({ id, label: id, run_id: 'r', suite_hash: 'h' }));

async function signals(calls: Call[], wanted: Partial<SignalsWanted>) {
  async function* batches() {
    for (const call of calls) yield [recordOf(call)];
  }
  return caseSignals({ targets, cases }, batches(), { checks: [], agreement: false, ...wanted });
}
const agreementOf = async (calls: Call[]) => {
  const [found] = (await signals(calls, { agreement: true })).get('a') ?? [];
  return found && { values: [...found.values], quality: [...(found.quality ?? [])], calls: found.calls };
};

describe('checks', () => {
  it('are means over repeats, at the place of their case', async () => {
    const calls = [
      { scores: { valid: 1 } },
      { scores: { valid: 0 } },
      { index: 5, scores: { valid: 1, tone: 0.2 } },
    ];
    const found = (await signals(calls, { checks: ['valid', 'tone'] })).get('a');
    expect(found?.map(({ on, values }) => [on, [...values]])).toEqual([
      [{ on: 'check', score: 'valid' }, [0.5, 1]],
      [{ on: 'check', score: 'tone' }, [Number.NaN, 0.2]],
    ]);
  });

  it('that nobody has are no signals', async () => {
    const found = await signals([{ scores: { valid: 1 } }], { checks: ['toString', 'gone'] });
    expect([...found]).toEqual([
      ['a', []],
      ['b', []],
    ]);
  });

  it('of warm-up, and of targets and cases that are not in the table, do not count', async () => {
    const calls = [
      { scores: { valid: 1 } },
      { scores: { valid: 0 }, warmup: true },
      { scores: { valid: 0 }, index: 3 },
      { scores: { valid: 0 }, target: 'z' },
    ];
    const found = (await signals(calls, { checks: ['valid'] })).get('a');
    expect(found?.[0]?.values[0]).toBe(1);
  });
});

describe('agreement of repeats', () => {
  it('is the part of the calls that said what most of them said, whose quality counts', async () => {
    const said = (text: string, quality: number) => ({ text, quality });
    const calls = [
      said('Paris', 1),
      said(' PARIS\n', 0.8),
      said('Rome', 0),
      { index: 5, text: 'x' },
      { index: 5, text: 'y', quality: 0 },
      { index: 5, text: 'x y' },
    ];
    expect(await agreementOf(calls)).toEqual({ values: [2 / 3, 1 / 3], quality: [0.9, 1], calls: 3 });
  });

  it('takes spaces and case for no difference, and letters for one', async () => {
    const same = [{ text: 'The  answer\nis 4' }, { text: 'the answer is 4' }];
    expect((await agreementOf([...same, { index: 5, text: 'a' }]))?.values[0]).toBe(1);
    expect((await agreementOf([{ text: '4' }, { text: '4.' }]))?.values[0]).toBe(0.5);
  });

  it('counts failed calls as disagreeing; without an answer the quality is 0', async () => {
    const calls = [
      { text: 'x' },
      { outcome: 'error', text: 'x' },
      { index: 5, outcome: 'error' },
      { index: 5, outcome: 'error' },
    ];
    expect(await agreementOf(calls)).toEqual({ values: [0.5, Number.NaN], quality: [1, 0], calls: 2 });
  });

  it('is none where every case was asked once', async () => {
    expect(await agreementOf([{ text: 'x' }, { index: 5, text: 'y' }])).toBeUndefined();
  });

  it('has an unknown quality where the answer that counts was not scored', async () => {
    expect((await agreementOf([{ text: 'x', quality: null }, { text: 'x' }]))?.quality[0]).toBeNaN();
  });
});
