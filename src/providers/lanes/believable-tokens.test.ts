import { expect, it } from 'vitest';
import type { Tokens } from '../../contract/attempt.ts';
import { believableTokens } from './believable-tokens.ts';

const tokens = (inputTotal: number | null, outputTotal: number | null): Tokens => ({
  input: inputTotal,
  cacheRead: 0,
  cacheWrite: 0,
  output: outputTotal,
  reasoning: 0,
  inputTotal,
  outputTotal,
});

it('does not believe that an answer came of no tokens', () => {
  expect(believableTokens(tokens(0, 0), true)).toBeNull();
  expect(believableTokens(tokens(null, 0), true)).toBeNull();
  expect(believableTokens(tokens(20, 0), true)).toMatchObject({ input: 20, output: null, outputTotal: null });
  expect(believableTokens(tokens(0, 5), true)).toMatchObject({ input: null, output: 5, inputTotal: null });
  expect(believableTokens(tokens(20, 5), true)).toEqual(tokens(20, 5));
});

it('believes that a refusal took none', () => {
  expect(believableTokens(tokens(20, 0), false)).toEqual(tokens(20, 0));
  expect(believableTokens(tokens(null, null), false)).toBeNull();
});
