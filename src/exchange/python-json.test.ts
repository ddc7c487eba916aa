import { expect, it } from 'vitest';
import { parsePythonJson } from './python-json.ts';

it('reads what Python writes bare', () => {
  expect(
    parsePythonJson('{"a": NaN, "b": [Infinity, -Infinity], "c": "NaN, \\"Infinity\\"", "d": 1}'),
  ).toEqual({
    a: null,
    b: ['Infinity', '-Infinity'],
    c: 'NaN, "Infinity"',
    d: 1,
  });
});

it('keeps the error of what is no JSON all the same', () => {
  expect(() => parsePythonJson('{"a": }')).toThrow(SyntaxError);
  expect(() => parsePythonJson('{"a": NaN, }')).toThrow(SyntaxError);
});
