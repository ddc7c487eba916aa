import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../base/random.ts';
import type { AnswerStyle, KnowledgeItem } from './knowledge.ts';
import { wrongAnswer } from './wrong-answer.ts';

const item = (expected: unknown, style: AnswerStyle = 'bare'): KnowledgeItem => {
  return { prompt: 'Q', expected, category: 'a', style };
};

describe('wrongAnswer', () => {
  it('is never the right number, text or truth value', () => {
    const expected = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
      fc.integer(),
      fc.boolean(),
      fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
      fc.integer().map(String),
    );
    fc.assert(
      fc.property(expected, fc.integer(), (value, seed) => {
        const wrong = wrongAnswer(item(value), [], [], seededRandom(seed));
        expect(wrong).not.toEqual(value);
        expect(String(wrong).trim()).not.toBe(String(value).trim());
      }),
    );
  });

  it("prefers another case's answer that does not hold the right one", () => {
    const peers = [item('yes'), item('yes, always'), item('no')];
    for (let seed = 0; seed < 10; seed++) {
      expect(wrongAnswer(item('yes'), peers, [], seededRandom(seed))).toBe('no');
    }
  });

  it('changes or drops exactly one field of an object', () => {
    const right = { a: 1, b: 'text', c: [1, 2], d: { e: true } };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const peers = [item({ a: 5, b: 'other' }, 'json')];
        const wrong = wrongAnswer(item(right, 'json'), peers, [], seededRandom(seed)) as Record<
          string,
          unknown
        >;
        const differing = Object.entries(right).filter(
          ([key, value]) => JSON.stringify(wrong[key]) !== JSON.stringify(value),
        );
        expect(differing).toHaveLength(1);
        expect(Object.keys(right)).toEqual(expect.arrayContaining(Object.keys(wrong)));
      }),
    );
  });

  it('calls another tool, or the right one with a wrong argument', () => {
    const right = { name: 'weather', arguments: { city: 'Oslo', days: 3 } };
    const seen = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const wrong = wrongAnswer(
        item(right, 'tool'),
        [],
        ['weather', 'news'],
        seededRandom(seed),
      ) as typeof right;
      expect(wrong).not.toEqual(right);
      seen.add(wrong.name);
    }
    expect([...seen].sort()).toEqual(['news', 'weather']);
  });

  it('keeps the decimals of a number', () => {
    const wrong = wrongAnswer(item(12.34), [], [], seededRandom(3)) as number;
    expect(String(wrong)).toMatch(/^-?\d+(\.\d{1,2})?$/);
  });

  it('takes another letter for a letter', () => {
    expect(wrongAnswer(item('B'), [], [], seededRandom(1))).toMatch(/^[ACD]$/);
  });

  it('says the opposite of a sentence rather than most of it', () => {
    const wrong = (sentence: string) => wrongAnswer(item(sentence), [], [], seededRandom(1));
    expect(wrong('No, vinegar attacks the seal.')).toBe('Yes, that is possible.');
    expect(wrong('The guarantee lapses then.')).toBe('That is not stated anywhere.');
  });

  it("does not take a peer's answer that begins alike", () => {
    const peers = [item('No, mould is excluded.'), item('Yes, twice a year.')];
    expect(wrongAnswer(item('No, it attacks the seal.'), peers, [], seededRandom(1))).toBe(
      'Yes, twice a year.',
    );
  });
});
