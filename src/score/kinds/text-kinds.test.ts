import { describe, expect, it } from 'vitest';
import type { ScorerKind } from '../../contract/score.ts';
import { answerOf, caseOf, specOf } from '../../../test/made-up/scored-answer.ts';
import { choice } from './choice.ts';
import { contains } from './contains.ts';
import { exact } from './exact.ts';
import { regex } from './regex.ts';

async function value(kind: ScorerKind, text: string, expected: unknown, options = {}) {
  return (await kind.prepare(options, specOf(kind.type))(answerOf(text), caseOf(expected))).value;
}

describe('exact', () => {
  it('compares whole answers', async () => {
    expect(await value(exact, ' Paris\n', 'Paris')).toBe(1);
    expect(await value(exact, ' Paris\n', 'Paris', { trim: false })).toBe(0);
    expect(await value(exact, 'paris', 'Paris')).toBe(0);
    expect(await value(exact, 'paris', 'Paris', { ignoreCase: true })).toBe(1);
    expect(await value(exact, 'Lyon', ['Paris', 'Lyon'])).toBe(1);
    expect(await value(exact, '7', 7)).toBe(1);
    expect(await value(exact, 'Paris', undefined)).toBeNull();
    expect(await value(exact, '', '')).toBe(1);
  });
});

describe('contains', () => {
  it('looks for every expected text by default', async () => {
    expect(await value(contains, 'It is PARIS.', 'Paris')).toBe(1);
    expect(await value(contains, 'It is PARIS.', 'Paris', { ignoreCase: false })).toBe(0);
    expect(await value(contains, 'red and blue', ['red', 'blue'])).toBe(1);
    expect(await value(contains, 'red', ['red', 'blue'])).toBe(0);
    expect(await value(contains, 'red', undefined)).toBeNull();
  });
  it('takes any, all and none together', async () => {
    const options = { any: ['red', 'blue'], all: 'sky', none: ['sorry'] };
    expect(await value(contains, 'the sky is blue', undefined, options)).toBe(1);
    expect(await value(contains, 'the sky is green', undefined, options)).toBe(0);
    expect(await value(contains, 'it is blue', undefined, options)).toBe(0);
    expect(await value(contains, 'Sorry, the sky is blue', undefined, options)).toBe(0);
  });
});

describe('regex', () => {
  it('finds the pattern and shows the match', async () => {
    const scorer = regex.prepare({ pattern: 'order #\\d+', flags: 'i' }, specOf('regex'));
    expect(await scorer(answerOf('Your Order #4711 is here'), caseOf(null))).toEqual({
      value: 1,
      label: 'Order #4711',
    });
    expect((await scorer(answerOf('no order'), caseOf(null))).value).toBe(0);
  });
  it('knows the flags', async () => {
    expect(await value(regex, 'a\nb', null, { pattern: '^b$' })).toBe(0);
    expect(await value(regex, 'a\nb', null, { pattern: '^b$', flags: 'm' })).toBe(1);
    expect(await value(regex, 'a\nb', null, { pattern: 'a.b', flags: 's' })).toBe(1);
  });
  it('is linear where backtracking is exponential', async () => {
    expect(await value(regex, `${'a'.repeat(100_000)}b`, null, { pattern: '^(a+)+$' })).toBe(0);
  }, 5000);
  it('names what is wrong with a pattern', () => {
    expect(() => regex.prepare({ pattern: '[a' }, specOf('regex'))).toThrow('"[a"');
    expect(() => regex.prepare({}, specOf('regex'))).toThrow('`pattern` is missing');
    expect(() => regex.prepare({ pattern: 'a', flags: 'gx' }, specOf('regex'))).toThrow('"gx"');
    expect(() => regex.prepare({ pattern: '(?=a)' }, specOf('regex'))).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('Look-around') }),
    );
  });
});

describe('choice', () => {
  it.each([
    ['B', 'B'],
    ['(b)', 'B'],
    ['**B**', 'B'],
    ['B) Paris', 'B'],
    ['B. Paris, as A is Lyon and C is Nice', 'B'],
    ['I weighed A and C.\nThe answer is (B).', 'B'],
    ['Answer: B', 'B'],
    ['Final answer:\n**B**', 'B'],
    ['\\boxed{B}', 'B'],
    ['A careful look shows that option B fits.', 'B'],
    ['The answer is a bit subtle: B', 'B'],
    ['A', ['A', 'B']],
  ])('%j chooses %j', async (text, expected) => {
    expect(await value(choice, text, expected)).toBe(1);
  });

  it.each(['C', 'Either A or B.', 'I cannot say.', 'A nice day', 'The answer is C, not B.', ''])(
    '%j does not choose B',
    async (text) => {
      expect(await value(choice, text, 'B')).toBe(0);
    },
  );

  it('takes labels of words, the longest first', async () => {
    const options = { labels: ['good', 'very good', 'bad'] };
    expect(await value(choice, 'Very good.', 'very good', options)).toBe(1);
    expect(await value(choice, 'I find it very good', 'very good', options)).toBe(1);
    expect(await value(choice, 'I find it very good', 'good', options)).toBe(0);
    expect(await value(choice, 'It is good, not bad', 'good', options)).toBe(1);
    expect(await value(choice, 'It is good and bad', 'good', options)).toBe(0);
    expect(await value(choice, 'goodness', 'good', options)).toBe(0);
    expect(await value(choice, 'good', 'excellent', options)).toBeNull();
  });
});
