import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusteredMean } from './intervals/clustered-mean.ts';
import { qualityEstimate, proportionEstimate } from './figures/quality-estimate.ts';
import { wilson } from './intervals/wilson.ts';

describe('wilson', () => {
  // statsmodels.stats.proportion.proportion_confint(method='wilson'), 95 %.
  it.each([
    [0, 10, 0, 0.2775328],
    [1, 10, 0.017876213, 0.404150027],
    [5, 10, 0.236593091, 0.763406909],
    [9, 10, 0.595849973, 0.982123787],
    [10, 10, 0.7224672, 1],
    [81, 100, 0.722211546, 0.874852485],
    [1539, 1700, 0.890447085, 0.918313608],
    [286, 1319, 0.195431394, 0.239875085],
  ])('%i of %i', (k, n, low, high) => {
    const interval = wilson(k, n);
    expect(interval.low).toBeCloseTo(low, 7);
    expect(interval.high).toBeCloseTo(high, 7);
  });

  it('holds the share, stays in [0, 1], mirrors, and narrows with n', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const k = Math.round(share * n);
          const { low, high } = wilson(k, n);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(k / n);
          expect(high).toBeGreaterThanOrEqual(k / n);
          expect(high).toBeLessThanOrEqual(1);
          expect(wilson(n - k, n).low).toBeCloseTo(1 - high, 12);
          const more = wilson(4 * k, 4 * n);
          expect(more.high - more.low).toBeLessThan(high - low);
        },
      ),
    );
  });
});

describe('clusteredMean', () => {
  it('is the ordinary standard error without clusters', () => {
    const values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const { mean, se, groups } = clusteredMean({ sums: values, counts: values.map(() => 1) });
    expect(mean).toBe(4.5);
    expect(se).toBeCloseTo(0.9574271077563381, 12);
    expect(groups).toBe(10);
  });

  it('is CR1 with them', () => {
    const sums = [0, 1, 2, 3].map((c) => c + (c + 4) + (c + 8) + (c + 12) + (c + 16));
    const { se, n } = clusteredMean({ sums, counts: [5, 5, 5, 5] });
    expect(n).toBe(20);
    expect(se).toBeCloseTo(0.6454972243679028, 12);
    // CR0 of the paper, without G/(G−1).
    expect((se as number) * Math.sqrt(3 / 4)).toBeCloseTo(0.5590169943749475, 12);
  });

  it('knows nothing from one cluster', () => {
    expect(clusteredMean({ sums: [3, 0], counts: [4, 0] })).toMatchObject({ se: null, groups: 1 });
  });
});

describe('qualityEstimate', () => {
  const singles = (values: number[]) => ({ sums: values, counts: values.map(() => 1) });

  it('takes Wilson for independent yes or no', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i < 81 ? 1 : 0));
    expect(qualityEstimate(singles(values), true)).toEqual(proportionEstimate(81, 100));
    expect(qualityEstimate(singles([1]), true)).toMatchObject({ method: 'wilson', n: 1 });
  });

  it('takes t over clusters for repeats and for parts of a point', () => {
    const repeated = qualityEstimate({ sums: [3, 0, 2, 3], counts: [3, 3, 3, 3] }, true);
    expect(repeated).toMatchObject({ method: 'clustered-t', n: 12, clusters: 4, value: 8 / 12 });
    const partial = qualityEstimate(singles([0.2, 0.4, 0.9]), false);
    expect(partial).toMatchObject({ method: 'clustered-t', n: 3, clusters: 3 });
    const se = Math.sqrt(((0.3 ** 2 + 0.1 ** 2 + 0.4 ** 2) * 3) / 2) / 3;
    expect(partial?.low).toBeCloseTo(Math.max(0, 0.5 - 4.302652729749462 * se), 9);
  });

  it('claims nothing it cannot know', () => {
    expect(qualityEstimate({ sums: [], counts: [] }, true)).toBeNull();
    const unknown = { low: null, high: null, clusters: 1 };
    expect(qualityEstimate({ sums: [2], counts: [3] }, true)).toMatchObject({
      value: 2 / 3,
      n: 3,
      ...unknown,
    });
    expect(qualityEstimate(singles([0.5]), false)).toMatchObject({ value: 0.5, n: 1, ...unknown });
    const allRight = qualityEstimate({ sums: [3, 3, 3], counts: [3, 3, 3] }, true);
    expect(allRight).toMatchObject({ value: 1, high: 1, method: 'wilson', clusters: 3 });
    expect(allRight?.low).toBeCloseTo(wilson(3, 3).low, 12);
    expect(proportionEstimate(0, 0)).toBeNull();
  });

  it('holds the estimate and stays in [0, 1]', () => {
    const cluster = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(cluster, { minLength: 2, maxLength: 20 }), (clusters) => {
        const sums = clusters.map((values) => values.reduce((a, b) => a + b));
        const estimate = qualityEstimate({ sums, counts: clusters.map((values) => values.length) }, false);
        if (estimate === null) throw new Error('two clusters are enough');
        expect(estimate.low).toBeGreaterThanOrEqual(0);
        expect(estimate.low).toBeLessThanOrEqual(estimate.value);
        expect(estimate.high).toBeGreaterThanOrEqual(estimate.value);
        expect(estimate.high).toBeLessThanOrEqual(1);
      }),
    );
  });
});
