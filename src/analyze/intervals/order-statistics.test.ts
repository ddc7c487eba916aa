import { binomialCdf } from './distributions.ts';
import { expect, it } from 'vitest';
import { minSamplesForUpperBound, quantileRanks } from './order-statistics.ts';

it.each([
  [100, 0.5, 40, 61],
  [150, 0.95, 137, 148],
  [1700, 0.95, 1597, 1633],
])('n = %i, q = %f', (n, q, low, high) => {
  expect(quantileRanks(n, q)).toEqual({ low, high });
});

it('knows the binomial distribution as the library does, also where chances are tiny', () => {
  for (const [n, q] of [
    [1, 0.5],
    [37, 0.999],
    [5000, 0.95],
    [200_000, 0.5],
  ] as const) {
    const { low, high } = quantileRanks(n, q);
    if (low !== null) {
      expect(binomialCdf(low - 1, n, q)).toBeLessThanOrEqual(0.025);
      expect(binomialCdf(low, n, q)).toBeGreaterThan(0.025);
    }
    if (high !== null) expect(1 - binomialCdf(high - 1, n, q)).toBeLessThanOrEqual(0.025);
  }
});

it('has no bound where there are too few', () => {
  expect(quantileRanks(5, 0.5)).toEqual({ low: null, high: null });
  expect(quantileRanks(6, 0.5)).toEqual({ low: 1, high: 6 });
  expect(quantileRanks(71, 0.95).high).toBeNull();
  expect(quantileRanks(72, 0.95).high).toBe(72);
  expect(quantileRanks(367, 0.99).high).toBeNull();
  expect(quantileRanks(368, 0.99).high).toBe(368);
  expect(quantileRanks(0, 0.5)).toEqual({ low: null, high: null });
});

it('knows the least n for a bound on one side', () => {
  expect(minSamplesForUpperBound(0.95)).toBe(59);
  expect(minSamplesForUpperBound(0.99)).toBe(299);
});
