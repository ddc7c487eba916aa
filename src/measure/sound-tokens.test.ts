import { expect, it } from 'vitest';
import { soundTokens } from './sound-tokens.ts';

const tokens = {
  input: 20,
  cacheRead: 0,
  cacheWrite: null,
  output: 5,
  reasoning: 0,
  inputTotal: 20,
  outputTotal: 5,
};

it('leaves counts as they are', () => {
  expect(soundTokens(tokens)).toBe(tokens);
  expect(soundTokens(null)).toBeNull();
});

it.each([2.5, 1e300, -1, Number.NaN, Number.POSITIVE_INFINITY, '7', 2 ** 32, {}])(
  'takes %s for unknown',
  (odd) => {
    const given = { ...tokens, output: odd as number, outputTotal: odd as number };
    expect(soundTokens(given)).toEqual({ ...tokens, output: null, outputTotal: null });
  },
);
