import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { normalQuantile } from './normal-distribution.ts';
import { wilson } from './wilson.ts';
import { boundedSums, boundsAt, distanceAbove, enough, turned } from './bounded-mean.ts';
import { tango } from './paired-share.ts';

const z = normalQuantile(0.975);
const singles = (values: number[], ends: [number, number] = [-1, 1]) =>
  boundedSums({ sums: Float64Array.from(values), counts: new Float64Array(values.length).fill(1) }, ends);
/** So many pairs in which only the first was right, only the second, and n in all. */
const pairs = (b: number, c: number, n: number) =>
  Array.from({ length: n }, (_, i) => (i < b ? 1 : i < b + c ? -1 : 0));

describe('a bounded mean', () => {
  it.each([
    [12, 2, 50],
    [3, 0, 20],
    [0, 9, 200],
  ])('of single pairs is tested as by Tango, where that is the wider (%i, %i of %i)', (b, c, n) => {
    const found = boundsAt(singles(pairs(b, c, n)), 1.6);
    const expected = tango({ onlyFirst: b, onlySecond: c, n }, 2 * 0.945200708300442 - 1);
    // a little wider: Student's t in place of the normal, and n − 1
    expect(found?.low).toBeLessThanOrEqual(expected.low + 1e-9);
    expect(found?.low).toBeGreaterThan(expected.low - 0.04);
    expect(found?.high).toBeGreaterThanOrEqual(expected.high - 1e-9);
    expect(found?.high).toBeLessThan(expected.high + 0.04);
  });

  it('is Tango’s own with its counts', () => {
    const counts = { onlyFirst: 12, onlySecond: 2, n: 50 };
    const of = { ...singles(pairs(12, 2, 50)), discordant: counts };
    const { low = 0, high = 0 } = boundsAt(of, z) ?? {};
    expect([low, high]).toEqual([expect.closeTo(0.061112, 5), expect.closeTo(0.344709, 5)]);
    expect(distanceAbove(of, low)).toBeCloseTo(z, 4);
    expect(distanceAbove(of, high)).toBeCloseTo(-z, 4);
    expect(enough(of, z)).toBe(z);
  });

  it('of all alike is not certain: Wilson’s bound of none in so many, with t', () => {
    const of = singles(
      Array.from({ length: 400 }, () => 1),
      [0, 1],
    );
    const t = enough(of, z);
    const { low = 0, high = 0 } = boundsAt(of, z) ?? {};
    expect(low).toBeCloseTo(1 - (t * t) / (400 - 1 + t * t), 6);
    expect(low).toBeCloseTo(wilson(400, 400).low, 3);
    expect(high).toBe(1);
    expect(distanceAbove(of, 0.97)).toBeLessThan(distanceAbove(of, 0.95));
  });

  it('is never told more narrowly than by CR1 with t', () => {
    const random = seededRandom('bounded mean');
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.double({ min: 0.5, max: 4, noNaN: true }), (n, far) => {
        const of = singles(Array.from({ length: n }, () => Math.round(4 * random() - 2) / 2));
        const { low = Number.NaN, high = Number.NaN } = boundsAt(of, far) ?? {};
        const half = enough(of, far) * of.se;
        expect(low).toBeLessThanOrEqual(Math.max(-1, of.mean - half) + 1e-9);
        expect(high).toBeGreaterThanOrEqual(Math.min(1, of.mean + half) - 1e-9);
        const back = boundsAt(turned(of), far);
        expect([back?.low, back?.high]).toEqual([expect.closeTo(-high, 9), expect.closeTo(-low, 9)]);
      }),
    );
  });

  it('is so far from a limit as its bound there asks for', () => {
    const random = seededRandom('bounds');
    for (let i = 0; i < 30; i++) {
      const of = singles(Array.from({ length: 80 }, () => (random() < 0.1 ? random() - 0.7 : 0)));
      const far = 1 + 2 * random();
      const { low = 0 } = boundsAt(of, far) ?? {};
      expect(distanceAbove(of, low)).toBeCloseTo(enough(of, far), 3);
    }
  });

  it('of one cluster says nothing', () => {
    const one = singles([0.5]);
    expect(boundsAt(one, 2)).toBeNull();
    expect(distanceAbove(one, 0)).toBeNaN();
  });
});
