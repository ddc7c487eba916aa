import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, headOf } from './cut-text.ts';

describe('headOf', () => {
  it.each([
    ['an emoji', `${'x'.repeat(298)}😀 more`, 299, 'x'.repeat(298)],
    ['a mathematical letter', `${'x'.repeat(9)}𝑥y`, 10, 'x'.repeat(9)],
    ['a rare ideograph', `${'x'.repeat(9)}𠮷y`, 10, 'x'.repeat(9)],
    ['a family', `ab👩‍👩‍👧‍👦c`, 6, 'ab'],
    ['a flag', 'ab🇩🇪c', 4, 'ab'],
    ['a letter and its mark', 'cafe\u0301s', 4, 'caf'],
    ['a tone of skin', 'a👍🏽b', 3, 'a'],
    ['a line end', 'ab\r\nc', 3, 'ab'],
  ])('does not cut %s in two', (_name, text, most, kept) => expect(headOf(text, most)).toBe(kept));

  it('cuts a character longer than the whole room between its code points', () => {
    expect(headOf('👩‍👩‍👧‍👦', 1)).toBe('');
    expect(headOf('👩‍👩‍👧‍👦', 2)).toBe('👩');
    expect(headOf(`e${'\u0301'.repeat(500)}`, 100)).not.toBe('');
  });

  it('keeps what fits, well-formed', () => {
    expect(headOf('abc', 3)).toBe('abc');
    expect(headOf('ab\ud83d', 3)).toBe('ab\ufffd');
    expect(headOf('abc', 0)).toBe('');
  });
});

describe('cutText', () => {
  it('is whole text of the length that was asked for, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.integer({ min: 1, max: 300 }),
        (text, most) => {
          const cut = cutText(text, most);
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(cut.isWellFormed()).toBe(true);
          if (text.length <= most) expect(cut).toBe(text.toWellFormed());
        },
      ),
    );
  });
});
