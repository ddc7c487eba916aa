import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aiq, mixedQuality, mixingHull, type CostQuality } from './aiq.ts';

const points = (...pairs: [cost: number, quality: number][]): CostQuality[] =>
  pairs.map(([cost, quality], i) => ({ id: String(i), cost, quality }));
const idsOf = (hull: CostQuality[]) => hull.map(({ id }) => id);

describe('mixingHull', () => {
  it.each([
    ['one point', points([1, 0.5]), ['0']],
    ['a better one that costs more', points([1, 0.5], [2, 0.7]), ['0', '1']],
    ['a worse one that costs more', points([1, 0.7], [2, 0.5]), ['0']],
    ['an equal one that costs more', points([1, 0.7], [2, 0.7]), ['0']],
    ['two at one cost', points([1, 0.5], [1, 0.7]), ['1']],
    ['one below the line between two', points([1, 0.5], [2, 0.55], [3, 0.9]), ['0', '2']],
    ['one on the line', points([1, 0.5], [2, 0.75], [3, 1]), ['0', '2']],
    ['one above the line', points([1, 0.5], [2, 0.8], [3, 0.9]), ['0', '1', '2']],
    ['a free one', points([0, 0.2], [1, 0.5]), ['0', '1']],
    ['nobody', [], []],
  ])('with %s', (_, given, ids) => expect(idsOf(mixingHull(given))).toEqual(ids));

  const some = fc.array(
    fc.record({
      id: fc.uuid(),
      cost: fc.integer({ min: 0, max: 30 }),
      quality: fc.integer({ min: 0, max: 20 }),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('lies above every point, rises, and flattens', () => {
    fc.assert(
      fc.property(some, (given) => {
        const hull = mixingHull(given);
        for (const { cost, quality } of given)
          expect(mixedQuality(hull, cost)).toBeGreaterThanOrEqual(quality - 1e-9);
        const slopes = hull
          .slice(1)
          .map(
            (b, i) =>
              (b.quality - (hull[i] as CostQuality).quality) / (b.cost - (hull[i] as CostQuality).cost),
          );
        expect(slopes.every((slope) => slope > 0)).toBe(true);
        for (let i = 1; i < slopes.length; i++)
          expect(slopes[i]).toBeLessThan((slopes[i - 1] as number) + 1e-9);
      }),
    );
  });

  it('and its mean quality do not depend on the order of the points', () => {
    fc.assert(
      fc.property(some, (given) => {
        const turned = given.toReversed();
        expect(mixingHull(turned).map(({ cost, quality }) => [cost, quality])).toEqual(
          mixingHull(given).map(({ cost, quality }) => [cost, quality]),
        );
        expect(aiq(turned)).toBe(aiq(given));
      }),
    );
  });
});

describe('mixedQuality', () => {
  const hull = mixingHull(points([1, 0.25], [3, 0.75]));
  it.each([
    [0.5, null],
    [1, 0.25],
    [2, 0.5],
    [3, 0.75],
    [9, 0.75],
  ])('at %s is %s', (cost, quality) => expect(mixedQuality(hull, cost)).toBe(quality));

  it('of nobody is unknown', () => expect(mixedQuality([], 1)).toBeNull());
});

describe('aiq', () => {
  it.each([
    ['a straight line', points([0, 0], [2, 1]), 0.5],
    ['the best one first', points([1, 0.7], [3, 0.5]), 0.7],
    ['a rise and a plateau', points([0, 0], [1, 1], [2, 0.3]), 0.75],
    ['one cost', points([2, 0.5], [2, 0.7]), null],
    ['one point', points([2, 0.5]), null],
    ['nobody', [], null],
  ])('of %s', (_, given, expected) => expect(aiq(given)).toEqual(expected));
});
