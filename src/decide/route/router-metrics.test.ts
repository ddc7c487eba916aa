import { describe, expect, it } from 'vitest';
import { aiq, mixedQuality, mixingHull } from './aiq.ts';
import { apgr, cpt, curveOf, oracleCurve } from './router-metrics.ts';

/** RouteLLM's GSM8K without contaminated items: 739 both right, 382 only the strong, 94 only the weak. */
const pattern: [number, number, number][] = [
  [739, 1, 1],
  [382, 0, 1],
  [94, 1, 0],
  [92, 0, 0],
];
const weak = pattern.flatMap(([count, w]) => Array.from({ length: count }, () => w));
const strong = pattern.flatMap(([count, , s]) => Array.from({ length: count }, () => s));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('two-model router', () => {
  it('gives the published figures of RouteLLM on GSM8K', () => {
    const [w, s] = [mean(weak), mean(strong)];
    expect(weak).toHaveLength(1307);
    expect(w * 100).toBeCloseTo(63.7337, 4);
    expect(s * 100).toBeCloseTo(85.7689, 4);
    const curve = oracleCurve(weak, strong);
    const qualities = curve.map(({ quality }) => quality * 100);
    for (const [i, value] of [63.7337, 73.7337, 83.7337, 92.961].entries())
      expect(qualities[i]).toBeCloseTo(value, 4);
    expect(qualities[10]).toBeCloseTo(92.961, 4);
    expect(apgr(curve, w, s)).toBeCloseTo(1.1309, 4);
    for (const [share, value] of [
      [0.2, 4.407],
      [0.5, 11.0176],
      [0.8, 17.6282],
    ] as const)
      expect((cpt(curve, w, s, share) as number) * 100).toBeCloseTo(value, 4);
  });

  it('is 0.5 for one that knows nothing', () => {
    const even = [0, 1].flatMap((_, i) => weak.map((__, index) => index).filter((index) => index % 2 === i));
    const line = [
      { strong_share: 0, quality: mean(weak) },
      { strong_share: 1, quality: mean(strong) },
    ];
    expect(apgr(line, mean(weak), mean(strong))).toBeCloseTo(0.5, 12);
    expect(apgr(curveOf(even, weak, strong), mean(weak), mean(strong))).toBeGreaterThan(0);
    expect(apgr(line, 0.5, 0.5)).toBeNull();
    expect(cpt(line.slice(0, 1), 0, 1, 0.9)).toBeNull();
  });
});

describe('quality over cost', () => {
  const points = [
    { id: 'a', cost: 0.1, quality: 0.5 },
    { id: 'b', cost: 0.2, quality: 0.7 },
    { id: 'c', cost: 0.5, quality: 0.65 },
    { id: 'd', cost: 1, quality: 0.9 },
  ];
  it('gives the published hull and AIQ', () => {
    expect(mixingHull(points).map(({ id }) => id)).toEqual(['a', 'b', 'd']);
    expect(aiq(points)).toBeCloseTo(0.777778, 6);
    expect((aiq(points) as number) * 0.9).toBeCloseTo(0.7, 12);
  });
  it('knows what mixing gives, and where there is nothing to mix', () => {
    const hull = mixingHull(points);
    expect(mixedQuality(hull, 0.15)).toBeCloseTo(0.6, 12);
    expect(mixedQuality(hull, 0.05)).toBeNull();
    expect(mixedQuality(hull, 9)).toBe(0.9);
    expect(aiq(points.slice(0, 1))).toBeNull();
  });
});
