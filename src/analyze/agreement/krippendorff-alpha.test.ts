import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { krippendorffAlpha } from './krippendorff-alpha.ts';

/** Four observers, twelve units: example C of Krippendorff's own text. */
const observers = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
  [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
];
const items = Array.from({ length: 12 }, (_, i) => observers.map((row) => row[i] ?? null));

describe('krippendorffAlpha', () => {
  it('is the published value of four observers', () => {
    expect(krippendorffAlpha(items)?.alpha).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(items, 'interval')?.alpha).toBeCloseTo(0.849, 3);
  });

  it('is 1 for raters who agree, and nothing can be said of one value or of single raters', () => {
    expect(
      krippendorffAlpha([
        ['a', 'a'],
        ['b', 'b'],
      ]),
    ).toEqual({ items: 2, values: 4, alpha: 1 });
    expect(krippendorffAlpha([['a', 'a']])?.alpha).toBeNull();
    expect(krippendorffAlpha([['a', null], ['b']])).toBeNull();
  });

  it('knows no order of items or raters', () => {
    const alpha = krippendorffAlpha(items)?.alpha ?? 0;
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (order) => {
        expect(krippendorffAlpha(order.map((values) => values.toReversed()))?.alpha).toBeCloseTo(alpha, 12);
      }),
    );
  });
});
