import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearSpelling } from './near-spelling.ts';

const words = ['temperature', 'tolerance', 'units', 'openai', 'topK'];

describe('nearSpelling', () => {
  it.each([
    ['temperatur', 'temperature'],
    ['toleranec', 'tolerance'],
    ['top_k', 'topK'],
    ['opneai', 'openai'],
    ['OpenAI', 'openai'],
    ['unit', 'units'],
  ])('takes %s for %s', (word, meant) => expect(nearSpelling(word, words)).toBe(meant));

  it('takes a word for the one that differs in case and marks alone, whatever comes before', () => {
    expect(nearSpelling('max_tokens', ['maxToken', 'maxTokens'])).toBe('maxTokens');
    expect(nearSpelling('max_tokens', ['maxTokens', 'maxToken'])).toBe('maxTokens');
  });

  it.each(['colour', '', 'x', 'anthropic'])('takes %j for nothing', (word) =>
    expect(nearSpelling(word, words)).toBeUndefined(),
  );

  it('finds any word with one letter left out', () => {
    fc.assert(
      fc.property(fc.constantFrom('temperature', 'tolerance', 'openai'), fc.nat(), (word, at) => {
        const place = at % word.length;
        expect(nearSpelling(word.slice(0, place) + word.slice(place + 1), words)).toBe(word);
      }),
    );
  });
});
