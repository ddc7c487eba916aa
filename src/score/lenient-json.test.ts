import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findJson } from './find-json.ts';
import { lenientJson } from './lenient-json.ts';

const read = (text: string): unknown => JSON.parse(lenientJson(text).json);

it.each([
  ['{"a": 1,}', { a: 1 }, 'extra commas'],
  ['[1, 2, ]', [1, 2], 'extra commas'],
  ['{"a": 1 // one\n, "b": 2 /* two */}', { a: 1, b: 2 }, 'comments'],
  ['{"a": "line\nnext"}', { a: 'line\nnext' }, 'line breaks in texts'],
  ["{'a': 'don\\'t', 'b': \"x\"}", { a: "don't", b: 'x' }, 'single quotes'],
  ["{'a': 'don't'}", { a: "don't" }, 'single quotes'],
  ['{"a": True, "b": None}', { a: true, b: null }, 'Python literals'],
  ['{a: 1}', { a: 1 }, 'keys without quotes'],
  ['{"a": "\\(x\\)"}', { a: '\\(x\\)' }, 'single backslashes'],
  ['{"a": "he said "hi" to me"}', { a: 'he said "hi" to me' }, 'quotes in texts'],
  [
    '{"a": .5, "b": +2, "c": -.25, "d": +.5}',
    { a: 0.5, b: 2, c: -0.25, d: 0.5 },
    'numbers as they are typed',
  ],
  ['{\u00a0"a":\u202f1}', { a: 1 }, 'unusual spaces'],
  ['{“a”: “it is “so” here”}', { a: 'it is “so” here' }, 'typographic quotes'],
  ['{"a": "“x”, “y”"}', { a: '“x”, “y”' }, ''],
  ['{"u": "http://x/#y"}', { u: 'http://x/#y' }, ''],
])('%j', (text, expected, repaired) => {
  expect(read(text)).toEqual(expected);
  expect(lenientJson(text).repaired.join(', ')).toBe(repaired);
});

it('changes nothing in JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat({ max: 3 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(lenientJson(text)).toEqual({ json: text, repaired: [] });
    }),
  );
});

it('makes up nothing that is missing', () => {
  for (const text of ['{"a": 1', '{"a" 1}', '[1 2]', '{"a": }', 'a, b'])
    expect(findJson(text, { lenient: true }).found, text).toBe(false);
});

it('finds JSON between and behind prose', () => {
  const found = (text: string, options = {}) => {
    const json = findJson(text, { lenient: true, ...options });
    return json.found ? json.value : undefined;
  };
  expect(found('So: {"reasoning": "one\ntwo", "answer": 4} Hope {that} helps')).toEqual({
    reasoning: 'one\ntwo',
    answer: 4,
  });
  expect(found('a {b "c} {"a":1}')).toEqual({ a: 1 });
  expect(found('{"answer": 1} and {"note": 2}', { having: 'answer' })).toEqual({ answer: 1 });
  expect(found('```json\n{"a": 1,}\n```\nwhere [1] is a source')).toEqual([1]);
});
