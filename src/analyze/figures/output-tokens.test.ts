import { describe, expect, it } from 'vitest';
import { outputTokensOf } from './output-tokens.ts';

describe('outputTokensOf', () => {
  it('adds up every bucket; those that are not told apart are in the others', () => {
    const all = { output_tokens: 5, reasoning_tokens: 7, output_audio_tokens: 11, output_image_tokens: 13 };
    expect(outputTokensOf(all)).toBe(36);
    expect(outputTokensOf({ output_tokens: 5, reasoning_tokens: null })).toBe(5);
  });

  it('is unknown when the output is', () => {
    expect(outputTokensOf({ output_tokens: null, reasoning_tokens: 7 })).toBeNull();
  });
});
