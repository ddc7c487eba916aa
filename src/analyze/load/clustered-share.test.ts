import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusteredProportion, proportionDifference } from './clustered-share.ts';

const z = 2.5758293035489;
const slice = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
  .map(([a, b]) => ({ count: Math.min(a, b), of: Math.max(a, b) }));

describe('a share of calls in slices', () => {
  it('is Wilson’s interval where slices vary no more than independent calls', () => {
    // by hand: z² / (n + z²) for no failure among 100
    const none = clusteredProportion(
      [
        { count: 0, of: 50 },
        { count: 0, of: 50 },
      ],
      z,
    );
    expect(none).toMatchObject({ value: 0, low: 0, of: 100 });
    expect(none?.high).toBeCloseTo((z * z) / (100 + z * z), 12);
  });

  it('is wider where failures come together', () => {
    const even = clusteredProportion(
      Array.from({ length: 10 }, () => ({ count: 2, of: 20 })),
      z,
    );
    const burst = clusteredProportion(
      Array.from({ length: 10 }, (_, i) => ({ count: i === 0 ? 20 : 0, of: 20 })),
      z,
    );
    expect(burst?.value).toBe(even?.value);
    expect(burst?.low).toBeLessThan((even?.low as number) / 2);
    expect(burst?.high).toBeGreaterThan(even?.high as number);
  });

  it('calls no rare event of a few calls a habit', () => {
    // 2 of 5 at a true 5 % happen in 2.3 % of cases, more than the 0.5 % of z
    expect(clusteredProportion([{ count: 2, of: 5 }], z)?.low).toBeLessThan(0.05);
    expect(clusteredProportion([], z)).toBeNull();
  });

  it('holds its estimate, and a difference holds that of its parts', () => {
    fc.assert(
      fc.property(
        fc.array(slice, { minLength: 1, maxLength: 20 }),
        fc.array(slice, { minLength: 1 }),
        (a, b) => {
          const [one, other] = [clusteredProportion(a, z), clusteredProportion(b, z)];
          if (!one || !other) return;
          for (const { low, value, high } of [one, other, proportionDifference(one, other)]) {
            expect(low).toBeLessThanOrEqual(value);
            expect(high).toBeGreaterThanOrEqual(value);
          }
          expect(proportionDifference(one, one)?.low).toBeLessThanOrEqual(0);
        },
      ),
    );
  });
});
