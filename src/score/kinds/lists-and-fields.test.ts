import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreWith, valueOf } from '../../../test/made-up/score-with.ts';
import { findItems } from '../find-items.ts';
import { jsonLikeness } from '../json-likeness.ts';
import { jsonDiff } from './json-diff.ts';
import { jsonFields } from './json-fields.ts';
import { listMatch } from './list-match.ts';
import { setMatch } from './set-match.ts';

describe('findItems', () => {
  it.each([
    ['["red","blue", 3]', ['red', 'blue', '3']],
    ['red, blue and green', ['red', 'blue', 'green']],
    ['red; blue', ['red', 'blue']],
    ['Here they are:\n- red\n* "blue"\n• **green**', ['red', 'blue', 'green']],
    ['1. red\n2) blue', ['red', 'blue']],
    ['1.red\n2.blue', ['red', 'blue']],
    ['１．red\n２．blue', ['red', 'blue']],
    ['(a) red\n(b) blue', ['red', 'blue']],
    ['i) red\nii) blue', ['red', 'blue']],
    ['A. Smith\nJ. Doe', ['A. Smith', 'J. Doe']],
    ['1.5 kg\n2.5 kg', ['1.5 kg', '2.5 kg']],
    ['rojo y azul', ['rojo', 'azul']],
    ['{"colours": ["red", "blue"]}', ['red', 'blue']],
    ['{"a": ["red"], "b": ["blue"]}', ['{"a": ["red"]', '"b": ["blue"]}']],
    ['red\nblue.', ['red', 'blue']],
    ['red', ['red']],
    ['', []],
    ['[{"a":1}]', ['[{"a":1}]']],
  ])('%j gives %j', (text, items) => {
    expect(findItems(text)).toEqual(items);
  });
  it('takes a separator', () => {
    expect(findItems('a, b | c', '|')).toEqual(['a, b', 'c']);
  });
});

describe('set-match', () => {
  it.each([
    ['blue, red', ['red', 'blue'], {}, 1],
    ['blue, red, red', ['red', 'blue'], {}, 1],
    ['red', ['red', 'blue'], {}, 2 / 3],
    ['red', ['red', 'blue'], { measure: 'precision' }, 1],
    ['red', ['red', 'blue'], { measure: 'recall' }, 0.5],
    ['red, green', ['red', 'blue'], { measure: 'jaccard' }, 1 / 3],
    ['red, green', ['red', 'blue'], { measure: 'exact' }, 0],
    ['The Red.', ['red'], { measure: 'exact' }, 1],
    ['[]', [], {}, 1],
    ['red', [], {}, 0],
    ['', ['red'], {}, 0],
    ['red', 'red', {}, null],
    ['red', undefined, {}, null],
  ])('%j against %j with %j', async (answer, expected, options, value) => {
    const found = await valueOf(setMatch, answer, expected, options);
    if (value === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(value, 12);
  });
  it('says what is missing and what is too much', async () => {
    const { explanation } = await scoreWith(setMatch, { answer: 'red, green', expected: ['red', 'blue'] });
    expect(explanation).toBe('Missing: blue. Not expected: green.');
  });
});

describe('list-match', () => {
  it.each([
    ['a, b, c', ['a', 'b', 'c'], 1],
    ['b, a, c', ['a', 'b', 'c'], 2 / 3],
    ['a, c', ['a', 'b', 'c'], 0.8],
    ['x', ['a'], 0],
    ['', [], 1],
    ['a', 'a', null],
  ])('%j against %j', async (answer, expected, value) => {
    const found = await valueOf(listMatch, answer, expected);
    if (value === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(value, 12);
  });
});

describe('json-fields', () => {
  const expected = {
    name: 'Ada',
    lines: [
      { sku: 'A', n: 1 },
      { sku: 'B', n: 2 },
    ],
  };
  it.each([
    [expected, {}, 1],
    [{ name: 'ada ', lines: expected.lines }, {}, 1],
    [{ name: 'Ada' }, {}, 1 / 3],
    [{ name: 'Ada' }, { measure: 'precision' }, 1],
    [{ name: 'Ada' }, { measure: 'recall' }, 0.2],
    [{ ...expected, extra: 5 }, { measure: 'precision' }, 5 / 6],
    [{ ...expected, extra: null }, { measure: 'precision' }, 1],
    [{ name: 'Ada', lines: expected.lines.toReversed() }, { measure: 'recall' }, 0.2],
    [{ name: 'Ada', lines: expected.lines.toReversed() }, { measure: 'recall', order: false }, 1],
  ])('%j with %j is %d', async (answer, options, value) => {
    expect(await valueOf(jsonFields, JSON.stringify(answer), expected, options)).toBeCloseTo(value, 12);
  });
  it('tells wrong from what cannot be compared', async () => {
    expect(await valueOf(jsonFields, 'no json here', expected)).toBe(0);
    expect(await valueOf(jsonFields, '{}', undefined)).toBeNull();
    expect(await valueOf(jsonFields, '{}', 'text')).toBeNull();
    expect(await valueOf(jsonFields, '{"a":1}', '{"a":1}')).toBe(1);
    expect(await valueOf(jsonFields, '{}', {})).toBe(1);
    expect(
      (await scoreWith(jsonFields, { answer: '{"name":"Bob"}', expected: { name: 'Ada' } })).explanation,
    ).toContain('name');
  });
});

describe('json-diff', () => {
  it('is 1 for the same, wherever keys stand, and symmetric', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(jsonLikeness(a, structuredClone(a))).toBeCloseTo(1, 12);
        const there = jsonLikeness(a, b);
        expect(there).toBeCloseTo(jsonLikeness(b, a), 12);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
  it.each([
    ['{"a":1,"b":2}', { b: 2, a: 1 }, 1],
    ['{"a":1}', { a: 1, b: 2 }, 0.5],
    ['[1]', [1, 2], 0.5],
    ['{"a":1}', { a: '1' }, 0],
    ['{"__proto__":{"x":1}}', {}, 0],
    ['nothing', { a: 1 }, 0],
    ['{}', undefined, null],
  ])('%j against %j is %j', async (answer, expected, value) => {
    expect(await valueOf(jsonDiff, answer, expected)).toBe(value);
  });
});
