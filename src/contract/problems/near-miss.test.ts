import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meant, nearMiss } from './near-miss.ts';

describe('nearMiss', () => {
  it.each([
    ['temprature', ['topP', 'temperature'], 'temperature'],
    ['max_output_tokens', ['maxOutputTokens'], 'maxOutputTokens'],
    ['hgih', ['low', 'high'], 'high'],
    ['max_tokens', ['temperature', 'maxOutputTokens'], 'maxOutputTokens'],
    ['answer', ['input', 'expected'], 'expected'],
    ['answer', ['input', 'output'], undefined],
    ['z', ['q', 'v'], undefined],
    ['banana', ['input', 'expected'], undefined],
    ['x', [], undefined],
  ])('%s among %j', (word, candidates, near) => {
    expect(nearMiss(word, candidates)).toBe(near);
  });

  it('finds a word with one letter left out', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,12}$/), fc.nat(), (word, at) => {
        const cut = at % word.length;
        expect(nearMiss(word.slice(0, cut) + word.slice(cut + 1), [word])).toBe(word);
      }),
    );
  });

  it('becomes a remedy or nothing', () => {
    expect(meant('promts', ['prompts'])).toEqual({ remedy: 'Did you mean "prompts"?' });
    expect(meant('zzz', ['prompts'])).toEqual({});
  });
});
