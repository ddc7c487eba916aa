import { expect, it } from 'vitest';
import { bytePairCounter } from './byte-pairs.ts';
import { readVocabulary } from './vocabulary.ts';

const counterOf = (...tokens: string[]) =>
  bytePairCounter(
    readVocabulary(
      Buffer.from(tokens.map((token, i) => `${Buffer.from(token).toString('base64')} ${i}`).join('\n')),
    ),
    100,
  );

it.each([
  ['a', 1],
  ['abc', 2],
  // bc comes before ab: a, bc
  ['aabc', 3],
  ['abcd', 2],
  // what is a token as a whole is one, whatever its parts would come to
  ['xyz', 1],
  ['xyzx', 4],
  // bytes that no token has are one each
  ['ü', 2],
])('%j is %i tokens', (piece, tokens) => {
  expect(counterOf('a', 'b', 'c', 'bc', 'ab', 'bcd', 'xyz', 'd', 'x', 'y', 'z')(piece)).toBe(tokens);
});

it('counts one piece after another, and again', () => {
  const count = counterOf('a', 'aa', 'aaaa');
  expect(['a'.repeat(7), 'aa', 'a'.repeat(8), 'a'.repeat(7)].map(count)).toEqual([3, 1, 2, 3]);
});
