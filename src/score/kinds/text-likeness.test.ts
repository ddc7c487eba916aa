import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreWith, valueOf } from '../../../test/made-up/score-with.ts';
import { normalForm } from '../normal-form.ts';
import { f1 } from './f1.ts';
import { levenshtein } from './levenshtein.ts';
import { normalised } from './normalised.ts';
import { startsWith } from './starts-with.ts';
import { similarity } from './similarity.ts';

describe('normalised', () => {
  it.each([
    ['The Eiffel Tower.', 'eiffel tower', {}, 1],
    ['  an   apple ', 'Apple', {}, 1],
    ['theatre', 'atre', {}, 0],
    ['The Who', 'who', { articles: false }, 0],
    ['U.S.A.', 'usa', {}, 1],
    ['ﬁne “day”', 'fine day', {}, 1],
    ['Café', 'cafe', {}, 0],
    ['Café', 'cafe', { accents: false }, 1],
    ['東京。', '東京', {}, 1],
    ['Lyon', ['Paris', 'Lyon'], {}, 1],
    ['42', 42, {}, 1],
    ['', '', {}, 1],
    ['x', undefined, {}, null],
    ['x', { a: 1 }, {}, null],
  ])('%j against %j with %j is %j', async (answer, expected, options, value) => {
    expect(await valueOf(normalised, answer, expected, options)).toBe(value);
  });
  it('has a form that stays itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = normalForm(text, { articles: false });
        expect(normalForm(once, { articles: false })).toBe(once);
      }),
    );
  });
});

describe('starts-with', () => {
  it.each([
    ['Yes, of course', 'yes', {}, 1],
    ['Yes, of course', 'yes', { ignoreCase: false }, 0],
    ['\n Yes', 'yes', {}, 1],
    ['\n Yes', 'yes', { trim: false }, 0],
    ['No', ['yes', 'no'], {}, 1],
    ['SELECT 1', undefined, { any: ['select', 'with'] }, 1],
    ['anything', '', {}, null],
    ['anything', undefined, {}, null],
    ['', 'x', {}, 0],
  ])('%j against %j with %j is %j', async (answer, expected, options, value) => {
    expect(await valueOf(startsWith, answer, expected, options)).toBe(value);
  });
});

describe('f1', () => {
  it('counts words in common', async () => {
    expect(await valueOf(f1, 'the red apple', 'a red car')).toBe(0.5);
    expect(await valueOf(f1, 'red red red', 'red', { measure: 'precision' })).toBeCloseTo(1 / 3, 12);
    expect(await valueOf(f1, 'red red red', 'red', { measure: 'recall' })).toBe(1);
    expect(await valueOf(f1, 'green', ['red', 'green'])).toBe(1);
    expect(await valueOf(f1, '', 'red')).toBe(0);
    expect(await valueOf(f1, 'the', 'a')).toBe(1);
    expect(await valueOf(f1, 'x')).toBeNull();
    expect(await scoreWith(f1, { answer: 'a b c', expected: 'b c d e' })).toMatchObject({
      metadata: { precision: 1, recall: 0.5 },
    });
  });
});

describe('levenshtein', () => {
  it('is 1 − edits / length', async () => {
    expect(await valueOf(levenshtein, 'kitten', 'sitting')).toBeCloseTo(1 - 3 / 7, 12);
    expect(await valueOf(levenshtein, ' Kitten ', 'kitten', { ignoreCase: true })).toBe(1);
    expect(await valueOf(levenshtein, ' a', 'a', { trim: false })).toBe(0.5);
    expect(await valueOf(levenshtein, 'kitten', 'sitting', { maxEdits: 3 })).toBe(1);
    expect(await valueOf(levenshtein, 'kitten', 'sitting', { maxEdits: 2 })).toBe(0);
    expect(await valueOf(levenshtein, '', '')).toBe(1);
    expect(await valueOf(levenshtein, '', 'abc')).toBe(0);
    expect(await valueOf(levenshtein, 'abc')).toBeNull();
  });
  it('is symmetric, 1 for equals alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (a, b) => {
        const there = await valueOf(levenshtein, a, b, { trim: false });
        expect(there).toBeCloseTo((await valueOf(levenshtein, b, a, { trim: false })) as number, 12);
        expect(there === 1).toBe(a === b);
      }),
    );
  });
});

describe('similarity', () => {
  const vectors: Record<string, number[]> = { cat: [1, 0], kitten: [3, 4], dog: [-1, 0], nothing: [0, 0] };
  const services = {
    embed: async (_model: object, texts: string[]) => ({
      vectors: texts.map((text) => vectors[text] ?? []),
      tokens: texts.length,
    }),
  };
  const options = { model: 'openai/text-embedding-3-small' };
  const score = (answer: string, expected: unknown) =>
    scoreWith(similarity, { answer, expected, options, services });
  it('is the cosine, cut at 0, of the nearest', async () => {
    expect((await score('kitten', 'cat')).value).toBeCloseTo(0.6, 12);
    expect((await score('kitten', ['dog', 'cat'])).value).toBeCloseTo(0.6, 12);
    expect((await score('dog', 'cat')).value).toBe(0);
    expect((await score('nothing', 'cat')).value).toBe(0);
    expect((await score(' ', 'cat')).value).toBe(0);
  });
  it('says why there are no vectors', async () => {
    const embed = async () => ({
      vectors: null,
      tokens: 0,
      failure: 'not called: no money left under',
    });
    const verdict = await scoreWith(similarity, { answer: 'a', expected: 'b', options, services: { embed } });
    expect(verdict).toMatchObject({
      value: null,
      explanation: expect.stringContaining('no money left under'),
    });
  });
  it('cannot score without vectors of one length or without a model', async () => {
    expect((await score('bird', 'cat')).value).toBeNull();
    expect((await score('cat', undefined)).value).toBeNull();
    expect((await scoreWith(similarity, { answer: 'cat', expected: 'cat', options })).value).toBeNull();
    expect(() => similarity.prepare({ model: 'nothing' }, { type: 'similarity' } as never)).toThrow(
      '"nothing"',
    );
  });
});
