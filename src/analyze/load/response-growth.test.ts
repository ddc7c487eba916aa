import { describe, expect, it } from 'vitest';
import { normal, seededRandom } from '../../base/random.ts';
import type { LoadSlice } from './load-slices.ts';
import { responseGrowth } from './response-growth.ts';

const z = 2.5758293035489;
const slicesOf = (responses: (number | null)[]): LoadSlice[] =>
  responses.map((responseMs, i) => ({
    atS: i / 2,
    sent: 10,
    failed: 0,
    answered: 10,
    missed: 0,
    responseMs,
  }));

describe('the growth of the response', () => {
  it('is the slope against the time that passes', () => {
    const growth = responseGrowth([slicesOf(Array.from({ length: 20 }, (_, i) => 100 + 50 * i))], z);
    expect(growth?.value).toBeCloseTo(0.1, 12);
    expect(growth?.low).toBeCloseTo(0.1, 6);
  });

  it('is none where responses are long, but no longer later on', () => {
    expect(responseGrowth([slicesOf(Array.from({ length: 20 }, () => 9000))], z)).toEqual({
      value: 0,
      low: 0,
      high: 0,
    });
  });

  it('is unknown with fewer than five slices that have an answer', () => {
    expect(responseGrowth([slicesOf([1, 2, null, 3, 4])], z)).toBeNull();
    expect(responseGrowth([], z)).toBeNull();
  });

  it('is seldom certain where there is none, whether residuals hang together or not', () => {
    const most = { 0: 0.02, 0.5: 0.06, 0.8: 0.12 };
    for (const [rho, share] of Object.entries(most).map(([key, value]) => [Number(key), value] as const)) {
      const random = seededRandom('growth', rho);
      let wrong = 0;
      for (let trial = 0; trial < 1000; trial++) {
        let e = normal(random) / Math.sqrt(1 - rho * rho);
        const growth = responseGrowth(
          [slicesOf(Array.from({ length: 20 }, () => 1000 + 100 * (e = rho * e + normal(random))))],
          z,
        );
        if (growth && (growth.low > 0 || growth.high < 0)) wrong++;
      }
      // 1 % of both sides; twenty points tell a strong correlation badly
      expect(wrong / 1000).toBeLessThan(share);
    }
  });

  it('is less certain where phases disagree', () => {
    const noisy = (slope: number) =>
      slicesOf(Array.from({ length: 20 }, (_, i) => 100 + slope * i * 500 + (i % 2) * 20));
    const width = (growth: ReturnType<typeof responseGrowth>) => (growth?.high ?? 0) - (growth?.low ?? 0);
    const agreed = responseGrowth([noisy(0.1), noisy(0.1)], z);
    const disagreed = responseGrowth([noisy(0), noisy(0.2)], z);
    expect(width(disagreed)).toBeGreaterThan(2 * width(agreed));
  });
});
