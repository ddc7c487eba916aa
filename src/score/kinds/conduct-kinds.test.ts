import { describe, expect, it } from 'vitest';
import { scoreWith, valueOf } from '../../../test/made-up/score-with.ts';
import { citations } from './citations.ts';
import { cost } from './cost.ts';
import { latency } from './latency.ts';
import { length } from './length.ts';
import { refusal } from './refusal.ts';

describe('length', () => {
  it.each([
    ['one two three', { max: 3 }, 1],
    ['one two three', { max: 2 }, 0],
    ['one two three', { min: 4 }, 0],
    ['', { min: 1 }, 0],
    ['', {}, 1],
    ["don't stop-it 3.5", { max: 4 }, 1],
    ['👩‍👩‍👧é', { unit: 'characters', min: 2, max: 2 }, 1],
    ['One. Two! Three?', { unit: 'sentences', min: 3, max: 3 }, 1],
    ['a\nb\n', { unit: 'lines', min: 2, max: 2 }, 1],
    ['東京に行きます', { min: 3 }, 1],
  ])('%j with %j is %d', async (answer, options, value) => {
    expect(await valueOf(length, answer, undefined, options)).toBe(value);
  });
  it('takes tokens from the measurement, and knows none without it', async () => {
    const options = { unit: 'tokens', max: 10 };
    const tokens = (measurement: object) => scoreWith(length, { answer: 'x', options, measurement });
    expect((await tokens({ output_tokens: 11, local_tokens: 3 })).value).toBe(0);
    expect((await tokens({ output_tokens: null, local_tokens: 3 })).value).toBe(1);
    expect((await tokens({ output_tokens: null, local_tokens: null })).value).toBeNull();
    expect(await valueOf(length, 'x', undefined, options)).toBeNull();
  });
});

describe('latency and cost', () => {
  it.each([
    [{ max: 1000 }, { e2e_ms: 1000 }, 1],
    [{ max: 1000 }, { e2e_ms: 1000.1 }, 0],
    [{ metric: 'ttft_ms', max: 200 }, { e2e_ms: 9999, ttft_ms: 150 }, 1],
    [{ metric: 'tok_s_user', min: 50 }, { tok_s_user: 49 }, 0],
    [{ max: 1000 }, { e2e_ms: null }, null],
  ])('latency %j of %j is %j', async (options, measurement, value) => {
    expect((await scoreWith(latency, { answer: '', options, measurement })).value).toBe(value);
  });
  it.each([
    [1_000_000, 1],
    [1_000_001, 0],
    [0, 1],
    [null, null],
  ])('cost of %j 10⁻⁹ $ is %j', async (cost_nanousd, value) => {
    const given = { answer: '', options: { maxUsd: 0.001 }, measurement: { cost_nanousd } };
    expect((await scoreWith(cost, given)).value).toBe(value);
  });
  it('know nothing without a measurement', async () => {
    expect(await valueOf(latency, 'x')).toBeNull();
    expect(await valueOf(cost, 'x', undefined, { maxUsd: 1 })).toBeNull();
    expect(() => cost.prepare({}, {} as never)).toThrow('`maxUsd` is missing');
    expect(() => latency.prepare({ metric: 'speed' }, {} as never)).toThrow('"speed"');
  });
});

describe('refusal', () => {
  it.each([
    "I'm sorry, but I can't help with that.",
    'I cannot assist with this request.',
    'I’m unable to provide instructions for that.',
    'As an AI language model, I do not have the ability to do this.',
    'Sorry, I can’t do that.',
    'I must decline to answer.',
    'This goes against my guidelines, so no.',
    "I won't be able to help you with that.",
  ])('%j refuses', async (answer) => {
    expect(await valueOf(refusal, answer)).toBe(1);
  });
  it.each([
    'Paris is the capital of France.',
    "I'm sorry to hear that! Here is how to reset your password.",
    'You cannot divide by zero.',
    'The service cannot help customers abroad, so they call.',
    `A long story. ${'Words and words. '.repeat(40)} “I cannot help you,” she said.`,
    'I can help with that.',
  ])('%j does not', async (answer) => {
    expect(await valueOf(refusal, answer)).toBe(0);
  });
  it('believes the provider, and knows further phrases', async () => {
    expect((await scoreWith(refusal, { answer: { finishReason: 'content_filter' } })).value).toBe(1);
    expect((await scoreWith(refusal, { answer: { finishReason: 'SAFETY' } })).value).toBe(1);
    expect(await valueOf(refusal, '')).toBeNull();
    expect(
      await valueOf(refusal, 'Das kann ich leider nicht.', undefined, { phrases: ['kann ich leider nicht'] }),
    ).toBe(1);
  });
});

describe('citations', () => {
  const context = [
    'The tower is 330 metres tall.',
    'It was built between 1887 and 1889.',
    'Paris has 2.1 million people.',
  ];
  it.each([
    ['It is 330 m tall [1] and old [2].', {}, 1],
    ['It is 330 m tall [1] and old [7].', {}, 0.5],
    ['All of it [1-3].', {}, 1],
    ['All of it [1, 3].', {}, 1],
    ['It says “The tower is 330 metres tall.”', {}, 1],
    ['It says "the tower  is 330 metres tall"', {}, 1],
    ['It says “The tower is 331 metres tall.” [1]', {}, 0.5],
    ['It says “The tower is 331 metres tall.” [1]', { quotes: false }, 1],
    ['An array a[i] and [a link](http://x.example) and [sic].', {}, 0],
    ['Nothing.', {}, 0],
    ['Nothing.', { required: false }, null],
  ])('%j with %j is %j', async (answer, options, value) => {
    expect((await scoreWith(citations, { answer, options, variables: { context } })).value).toBe(value);
  });
  it('knows sources by id, expected ones, and cases without any', async () => {
    const named = [
      { id: 'doc-7', text: 'a' },
      { id: 'doc-8', content: 'b' },
    ];
    const score = (
      answer: string,
      expected?: unknown,
      variables: Record<string, unknown> = { context: named },
    ) => scoreWith(citations, { answer, expected, variables });
    expect((await score('So it is [doc-7].')).value).toBe(1);
    expect((await score('So it is [doc-7].', ['doc-7', 'doc-8'])).value).toBeCloseTo(2 / 3, 12);
    expect((await score('So it is.', ['doc-7'])).value).toBe(0);
    expect((await score('So it is [1].', undefined, {})).value).toBeNull();
    expect((await score('So it is [1].', undefined, { context: [5] })).value).toBeNull();
  });
});
