import { describe, expect, it } from 'vitest';
import { choicesFor, ofTwo, scaleOf, yesNo } from './choices.ts';

describe('choicesFor', () => {
  it('is yes or no, which of two, or a key for each level from 0 to 1', () => {
    expect(choicesFor(false, undefined)).toBe(yesNo);
    expect(choicesFor(true, undefined)).toBe(ofTwo);
    expect(Object.entries(choicesFor(false, 3)).map(([key, { value }]) => [key, value])).toEqual([
      ['1', 0],
      ['2', 0.5],
      ['3', 1],
    ]);
    expect(Object.keys(scaleOf(9))).toHaveLength(9);
  });

  it.each([
    [false, 1],
    [false, 10],
    [true, 3],
  ])('refuses pairs=%s with %i levels', (pairs, levels) => {
    expect(() => choicesFor(pairs, levels)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(String(levels)) }),
    );
  });
});
