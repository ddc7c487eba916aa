import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seededRandom } from '../../base/random.ts';
import { bestSplit } from './best-split.ts';
import { changePoints, magnitude } from './change-points.ts';
import { cusum } from './cusum.ts';
import { divideByPermutation } from './divide-by-permutation.ts';
import { energy } from './energy.ts';
import { stepAt } from './pooled-t.ts';

const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
// From the tests of apache/otava.
const halved = [
  1.02, 0.95, 0.99, 1, 1.12, 1, 1.01, 0.98, 1.01, 0.96, 0.5, 0.51, 0.48, 0.48, 0.55, 0.5, 0.49, 0.51, 0.5,
  0.49,
];
const stairs = [0.3, 2.4, 1.5, -0.9, -0.5, 99.7, 98.3, 99.1, 149, 149.7, 149.5, 149.1, 148.8, 150];

describe('energy', () => {
  it('gives the published figures', () => {
    const near = energy(range(1, 100), range(1, 105));
    expect(near.e).toBeCloseTo(0.16, 3);
    expect(near.t).toBeCloseTo(8.136, 3);
    expect(near.h).toBeCloseTo(0.002, 3);
    const far = energy(range(1, 300), range(1000, 5000, 10));
    expect(far.e).toBeCloseTo(4257.009, 3);
    expect(far.t).toBeCloseTo(728381.015, 2);
    expect(far.h).toBeCloseTo(0.748, 3);
  });

  it('is the double sum it stands for, and 0 for the same values', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 });
    const mean = (a: number[], b: number[]) =>
      a.flatMap((x) => b.map((y) => Math.abs(x - y))).reduce((sum, d) => sum + d, 0) / (a.length * b.length);
    fc.assert(
      fc.property(values, values, (x, y) => {
        expect(energy(x, y).e).toBeCloseTo(2 * mean(x, y) - mean(x, x) - mean(y, y), 9);
        expect(energy(x, x)).toMatchObject({ e: 0, t: 0, h: 0 });
      }),
    );
  });
});

describe('bestSplit', () => {
  it('finds the published places', () => {
    expect(bestSplit(halved)?.index).toBe(10);
    expect(bestSplit(halved)?.q).toBeCloseTo(4.682222, 6);
    expect(bestSplit(stairs)?.index).toBe(5);
    expect(bestSplit(stairs)?.q).toBeCloseTo(761.282143, 6);
    expect(bestSplit([1])).toBeNull();
  });
});

describe('change points', () => {
  it('finds the published ones', () => {
    expect(divideByPermutation(halved).map(({ index }) => index)).toEqual([10]);
    expect(divideByPermutation(stairs).map(({ index }) => index)).toEqual([5, 8]);
    expect(changePoints(halved).map(({ index }) => index)).toEqual([10]);
    expect(changePoints(stairs, { maxP: 0.01 }).map(({ index }) => index)).toEqual([5, 8]);
  });

  it('gives the means around each, and no small ones when they do not count', () => {
    const [step] = changePoints(halved);
    expect(step?.before).toBeCloseTo(1.004, 9);
    expect(step?.after).toBeCloseTo(0.501, 9);
    expect(magnitude(step!)).toBeCloseTo(1.004 / 0.501 - 1, 9);
    expect(changePoints(halved, { minMagnitude: 2 })).toEqual([]);
  });

  it('finds none in most of noise, and none where nothing moves', () => {
    let cries = 0;
    for (let seed = 0; seed < 50; seed++) {
      const random = seededRandom('noise', seed);
      if (changePoints(Array.from({ length: 60 }, () => normal(random))).length > 0) cries++;
    }
    expect(cries).toBeLessThanOrEqual(5);
    expect(changePoints(range(0, 40).map(() => 7))).toEqual([]);
    expect(changePoints([])).toEqual([]);
  });
});

describe('stepAt', () => {
  const series = [1, 2, 3, 4, 5, 2, 3, 5, 7, 11];
  const at = { start: 0, index: 5, end: 10 };
  it("is Welch's t test", () => {
    expect(stepAt(series, at, 'sample').p).toBeCloseTo(0.19208035506576365, 10);
  });
  it('is surer with the spread of a population', () => {
    expect(stepAt(series, at, 'population').p).toBeLessThan(stepAt(series, at, 'sample').p);
  });
  it('cannot tell from two values', () => {
    expect(stepAt([1, 9], { start: 0, index: 1, end: 2 }, 'sample').p).toBe(1);
    expect(stepAt([1, 9], { start: 0, index: 1, end: 2 }, 'population').p).toBe(1);
  });
});

describe('cusum', () => {
  it('is silent on target and notices a shift soon, with where it began', () => {
    const random = seededRandom('cusum');
    const noise = Array.from({ length: 60 }, () => normal(random));
    const shifted = noise.map((x, i) => (i < 40 ? 0.5 * x : x + 2));
    const [alarm] = cusum(shifted, { mean: 0, sd: 1 });
    expect(alarm?.direction).toBe('up');
    expect(alarm?.index).toBeGreaterThanOrEqual(40);
    expect(alarm?.index).toBeLessThan(50);
    expect(Math.abs((alarm?.since as number) - 40)).toBeLessThan(5);
    const turned = cusum(
      shifted.map((x) => -x),
      { mean: 0, sd: 1 },
    );
    expect(turned.map(({ direction }) => direction)).toContain('down');
  });

  it('cries about every 465 values when nothing happens', () => {
    let [alarms, values] = [0, 0];
    for (let seed = 0; seed < 20; seed++) {
      const random = seededRandom('arl', seed);
      const noise = Array.from({ length: 5000 }, () => normal(random));
      values += noise.length;
      alarms += cusum(noise, { mean: 0, sd: 1 }).length;
    }
    expect(values / alarms).toBeGreaterThan(400);
    expect(values / alarms).toBeLessThan(540);
  });
});
