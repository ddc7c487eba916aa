import { describe, expect, it } from 'vitest';
import { openedPart } from '../../../../test/made-up/opened-part.ts';
import { expectationsOf, type TakenAssertion } from './expectations.ts';

type Given = Omit<TakenAssertion, 'part' | 'written' | 'scorers'> & { type: string; name?: string };

function settle(...given: Given[]) {
  const opened = openedPart(given.map(() => ({})));
  const parts = opened.part.items();
  const taken = given.map(({ type, name, ...rest }, i): TakenAssertion => {
    const part = parts[i];
    if (!part) throw new Error('as many parts as assertions');
    return { part, written: type, scorers: [{ type, ...(name !== undefined && { name }) }], ...rest };
  });
  return { ...expectationsOf(taken), listed: opened.listed() };
}
const otherwise = { type: 'regex', pattern: '^b$' };

describe('what a case expects', () => {
  it('is nothing where no assertion needs it', () => {
    expect(settle({ type: 'contains' }, { type: 'latency' })).toEqual({
      scorers: [{ type: 'contains' }, { type: 'latency' }],
      expected: undefined,
      listed: [],
    });
  });

  it('is the value of the first, unless a later one has no other way to say its own', () => {
    expect(settle({ type: 'exact', expected: 'a', otherwise }).expected).toBe('a');
    expect(settle({ type: 'exact', expected: 'b', otherwise }, { type: 'rouge', expected: 'a' })).toEqual({
      scorers: [otherwise, { type: 'rouge' }],
      expected: 'a',
      listed: [],
    });
  });

  it('is shared by assertions with the same value', () => {
    const { scorers, listed } = settle(
      { type: 'bleu', expected: { a: [1] } },
      { type: 'rouge', expected: { a: [1] } },
    );
    expect(scorers).toHaveLength(2);
    expect(listed).toEqual([]);
  });

  it('is one: a second value that cannot be said otherwise is listed', () => {
    expect(
      settle({ type: 'bleu', expected: 'a' }, { type: 'rouge', expected: 'b' }, { type: 'contains' }),
    ).toEqual({
      scorers: [{ type: 'bleu' }, { type: 'contains' }],
      expected: 'a',
      listed: ['a second rouge with another value'],
    });
  });

  it('may be null, false or 0', () => {
    for (const expected of [null, false, 0])
      expect(settle({ type: 'exact', expected }).expected).toBe(expected);
  });
});

it('names scores that would be called the same by number', () => {
  const named = ['tone', 'tone', undefined, 'tone 2', 'tone'].map((name): Given => ({
    type: 'contains',
    ...(name !== undefined && { name }),
  }));
  const names = settle(...named).scorers.map((scorer) => (typeof scorer === 'string' ? scorer : scorer.name));
  expect(names).toEqual(['tone', 'tone 2', undefined, 'tone 2 2', 'tone 3']);
});
