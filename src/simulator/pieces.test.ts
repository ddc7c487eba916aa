import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimatedTokens, joined, piecesOf, tokensOf } from './pieces.ts';

describe('pieces', () => {
  it('cuts at most six characters with the white space before them', () => {
    expect(tokensOf('The elephants  slept\n')).toEqual(['The', ' elepha', 'nts', '  slept', '\n']);
    expect(tokensOf('')).toEqual([]);
  });

  it('gives the text again and keeps to its frame size', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9 }), (text, size) => {
        const pieces = piecesOf(text, size);
        expect(joined(pieces)).toBe(text);
        expect(pieces.every((piece) => piece.tokens >= 1 && piece.tokens <= size)).toBe(true);
        expect(pieces.reduce((sum, piece) => sum + piece.tokens, 0)).toBe(tokensOf(text).length);
      }),
    );
  });

  it('never cuts a character of two units', () => {
    expect(piecesOf('😀😀😀😀😀😀😀', 1).map((piece) => piece.text)).toEqual(['😀😀😀😀😀😀', '😀']);
  });

  it('estimates prompts at four characters a token', () => {
    expect([0, 1, 4, 5].map(estimatedTokens)).toEqual([0, 1, 1, 2]);
  });
});
