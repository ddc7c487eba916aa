import fc from 'fast-check';
import { expect, it } from 'vitest';
import { targetSummaryOf } from '../../../fixtures/summary.ts';
import { qualityScale } from './quality-scale.ts';

const withQuality = (value: number, low: number | null, high: number | null) =>
  targetSummaryOf('a', { quality: { ...targetSummaryOf('a').quality, value, low, high } as never });

it('reaches from the lowest end to the highest, whatever is known', () => {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  const target = fc
    .tuple(fraction, fraction, fraction, fc.boolean())
    .map(([a, b, c, isKnown]) => [a, b, c].toSorted((x, y) => x - y).concat(isKnown ? 1 : 0));
  fc.assert(
    fc.property(fc.array(target, { minLength: 1 }), (given) => {
      const { from, to } = qualityScale(
        given.map(([low = 0, value = 0, high = 0, isKnown]) =>
          isKnown ? withQuality(value, low, high) : withQuality(value, null, null),
        ),
      );
      const ends = given.flatMap(([low = 0, value = 0, high = 0, isKnown]) =>
        isKnown ? [low, high] : [value],
      );
      expect(from).toBe(Math.min(...ends));
      expect(to).toBe(Math.max(...ends));
    }),
  );
});

it('is all there is where no quality is known', () => {
  expect(qualityScale([])).toEqual({ from: 0, to: 1 });
  expect(qualityScale([targetSummaryOf('a', { quality: null })])).toEqual({ from: 0, to: 1 });
});
