import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { E2eHistogram, trimHistograms } from './progress/e2e-histogram.ts';
import { quantile, quantilesOf, sampleFloors } from './figures/quantiles.ts';
import { SeenPlaces } from './progress/seen-places.ts';
import { SortedColumn } from './figures/sorted-column.ts';

const latencies = fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 300 });

describe('quantiles', () => {
  it('are of type 7', () => {
    const values = [1, 2, 3, 4, 10];
    expect(quantile(values, 0.5)).toBe(3);
    expect(quantile(values, 0.95)).toBeCloseTo(8.8, 12);
    expect(quantile(values, 0.99)).toBeCloseTo(9.76, 12);
    expect(quantilesOf(Float64Array.from(values))).toMatchObject({ n: 5, mean: 4, sd: Math.sqrt(12.5) });
    expect(quantilesOf(Float64Array.of(7))).toMatchObject({ p50: 7, sd: null, mean: 7 });
    expect(quantilesOf(new Float64Array(0))).toBeNull();
  });

  it('have the order-statistic interval of as many independent groups as there are', () => {
    const rows = Float64Array.from({ length: 300 }, (_, i) => i + 1);
    // ranks 40 and 61 of 100 for the median, as published
    expect(quantilesOf(rows.subarray(0, 100), 100)?.intervals?.p50).toEqual({ low: 40, high: 61 });
    // the same 100 cases asked three times: ranks of 100 cases, no narrower
    expect(quantilesOf(rows, 100)?.intervals?.p50).toEqual({ low: 120, high: 183 });
    expect(quantilesOf(rows, 300)?.intervals?.p50).toEqual({ low: 133, high: 168 });
    expect(quantilesOf(rows.subarray(0, 71), 71)?.intervals?.p95.high).toBeNull();
    expect(quantilesOf(rows, null)?.intervals).toBeNull();
  });

  it('leave a tail out below its floor', () => {
    expect(sampleFloors).toEqual({ p90: 64, p95: 130, p99: 662, p99_9: 6636 });
    for (const [name, floor] of Object.entries(sampleFloors)) {
      const key = name as keyof typeof sampleFloors;
      const rows = (n: number) => Float64Array.from({ length: n }, (_, i) => i);
      expect(quantilesOf(rows(floor - 1))?.[key]).toBeNull();
      expect(quantilesOf(rows(floor))?.[key]).not.toBeNull();
    }
  });

  it('rise from min to max', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const q = quantilesOf(Float64Array.from(values).sort());
        if (!q) throw new Error('not empty');
        const rising = [q.min, q.p50, q.p75, q.p90, q.p95_provisional, q.max].filter((x) => x !== null);
        for (let i = 1; i < rising.length; i++)
          expect(rising[i]).toBeGreaterThanOrEqual(rising[i - 1] as number);
        expect(q.mean).toBeGreaterThanOrEqual(q.min);
        expect(q.mean).toBeLessThanOrEqual(q.max);
      }),
    );
  });
});

describe('SortedColumn', () => {
  it('gives what it was given, ascending, however often it is asked in between', () => {
    fc.assert(
      fc.property(fc.array(latencies, { maxLength: 6 }), (batches) => {
        const column = new SortedColumn();
        for (const batch of batches) {
          for (const value of batch) column.push(value);
          column.sorted();
        }
        const all = batches.flat();
        expect(column.length).toBe(all.length);
        expect([...column.sorted()]).toEqual([...Float64Array.from(all).sort()]);
      }),
    );
  });
});

describe('E2eHistogram', () => {
  it('counts each value in the bin whose edges hold it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 9e6, noNaN: true }), (ms) => {
        const histogram = new E2eHistogram();
        histogram.add(ms);
        const { edges_ms, bins } = trimHistograms([histogram, new E2eHistogram()]);
        expect(bins).toEqual([[1], [0]]);
        expect(edges_ms[0]).toBeLessThanOrEqual(ms);
        expect(edges_ms[1]).toBeGreaterThan(ms);
      }),
    );
  });
  it('has one grid for all, loses nothing at its ends, and is empty for nothing', () => {
    const histogram = new E2eHistogram();
    for (const ms of [0, -1, 1, 1, 1e9]) histogram.add(ms);
    const { edges_ms, bins } = trimHistograms([histogram]);
    expect(bins[0]?.reduce((a, b) => a + b)).toBe(5);
    expect(edges_ms).toHaveLength((bins[0]?.length ?? 0) + 1);
    expect(edges_ms).toContain(1);
    expect(edges_ms).toContain(1000);
    expect(edges_ms.indexOf(1000) - edges_ms.indexOf(1)).toBe(24);
    expect(trimHistograms([new E2eHistogram()])).toEqual({ edges_ms: [], bins: [[]] });
  });
});

describe('SeenPlaces', () => {
  it('is a set', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3000)), (places) => {
        const seen = new SeenPlaces();
        const model = new Set<number>();
        for (const place of places) {
          expect(seen.add(place)).toBe(!model.has(place));
          model.add(place);
        }
      }),
    );
  });
});
