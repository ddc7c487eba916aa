import { describe, expect, it } from 'vitest';
import { tFactor } from './t-factor.ts';
import { tQuantile, twoSidedT } from './t-distribution.ts';
import { clusteredT, designEffect } from './clustered-t.ts';

const values = Array.from({ length: 20 }, (_, i) => i);
const byFour = { sums: [0, 0, 0, 0], counts: [5, 5, 5, 5] };
for (const value of values) byFour.sums[value % 4] = (byFour.sums[value % 4] as number) + value;

describe('clusteredT', () => {
  it('gives the CR1 standard error with t on groups − 1', () => {
    const found = clusteredT(byFour);
    expect(found?.se).toBeCloseTo(0.6454972243679028, 12);
    expect(found).toMatchObject({ mean: 9.5, n: 20, groups: 4 });
    expect((found?.high as number) - 9.5).toBeCloseTo(0.6454972243679028 * tQuantile(0.975, 3), 12);
  });

  it('cannot tell from one group', () => {
    expect(clusteredT({ sums: [3], counts: [4] })).toBeNull();
  });

  it('has no design effect with one observation a cluster, and none below 0', () => {
    expect(designEffect(values, { sums: values, counts: values.map(() => 1) })).toBeCloseTo(1, 12);
    expect(designEffect(values, byFour)).toBeCloseTo((0.6454972243679028 / 1.3228756555322954) ** 2, 12);
    expect(designEffect([2, 2], { sums: [2, 2], counts: [1, 1] })).toBe(1);
  });
});

describe('Student', () => {
  it.each([
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [4, 2.7764451051977934],
    [9, 2.262157162798205],
    [13, 2.1603686564627913],
    [30, 2.0422724563012378],
  ])('at 95 %% with %i degrees of freedom, in both our ways', (degrees, expected) => {
    expect(tQuantile(0.975, degrees)).toBeCloseTo(expected, 9);
    expect(tFactor(degrees)).toBeCloseTo(expected, 9);
    expect(twoSidedT(expected, degrees)).toBeCloseTo(0.05, 9);
  });

  it('agrees with the fast factor at every size', () => {
    for (let degrees = 1; degrees < 3000; degrees += 97)
      expect(tFactor(degrees)).toBeCloseTo(tQuantile(0.975, degrees), 8);
  });
});
