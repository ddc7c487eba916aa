import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seededRandom, shuffled } from '../../base/random.ts';
import type { Battle } from './battle.ts';
import { bradleyTerry } from './bradley-terry.ts';
import { elo } from './elo.ts';
import { maxT } from './max-t.ts';
import { rankIntervals } from './rank-intervals.ts';
import { weightedOrder } from './weighted-order.ts';
import { winRate } from './win-rate.ts';

const times = (n: number, first: number, second: number): Battle[] =>
  Array.from({ length: n }, () => ({ first, second, outcome: 1 }));
// The example of the article on the model in Wikipedia, as in arena-rank's tests.
const battles = [
  ...times(2, 0, 1),
  ...times(3, 1, 0),
  ...times(1, 0, 3),
  ...times(4, 3, 0),
  ...times(5, 1, 2),
  ...times(3, 2, 1),
  ...times(1, 2, 3),
  ...times(3, 3, 2),
];

describe('bradleyTerry', () => {
  it('finds the published strengths', () => {
    const strengths = bradleyTerry(4, battles)?.ratings.map(Math.exp) ?? [];
    [0.639835, 1.043314, 0.65981, 2.270377].forEach((expected, i) =>
      expect(strengths[i]).toBeCloseTo(expected, 5),
    );
  });

  it('does not care for the order of battles or of the two in them', () => {
    const turned = shuffled(battles, seededRandom(1)).map(({ first, second, outcome }, i) =>
      i % 2 ? { first, second, outcome } : { first: second, second: first, outcome: 1 - outcome },
    );
    const [a, b] = [bradleyTerry(4, battles), bradleyTerry(4, turned)];
    a?.ratings.forEach((rating, i) => expect(b?.ratings[i]).toBeCloseTo(rating, 9));
    a?.covariance.flat().forEach((value, i) => expect(b?.covariance.flat()[i]).toBeCloseTo(value, 9));
  });

  it('gives the error of a share when two meet alone, and a larger one in clusters', () => {
    const two = [...times(30, 0, 1), ...times(10, 1, 0)];
    const spread = (of: Battle[]) => {
      const c = bradleyTerry(2, of)?.covariance as [[number, number], [number, number]];
      return c[0][0] + c[1][1] - 2 * c[0][1];
    };
    // Variance of a log odds: 1 / (n p q)
    expect(spread(two)).toBeCloseTo(1 / (40 * 0.75 * 0.25), 9);
    const paired = two.map((battle, i) => ({ ...battle, cluster: i >> 1 }));
    expect(spread(paired)).toBeCloseTo(2 * spread(two), 9);
  });

  it('knows when ratings are not determined', () => {
    expect(bradleyTerry(3, times(3, 0, 1))).toBeNull();
    expect(bradleyTerry(2, times(3, 0, 1))).toBeNull();
    expect(bradleyTerry(2, [{ first: 0, second: 1, outcome: 0.5 }])?.ratings).toEqual([0, 0]);
  });
});

it('moves Elo as published', () => {
  const outcomes = [1, 1, 0, 0.5].map((outcome) => ({ first: 0, second: 1, outcome }));
  const [a, b] = elo(2, outcomes);
  expect(a).toBeCloseTo(1001.908964, 6);
  expect((a as number) + (b as number)).toBeCloseTo(2000, 9);
});

it('counts a draw as half a win', () => {
  expect(winRate([])).toBeNull();
  expect(winRate([1])).toEqual({ rate: 1, se: null, n: 1 });
  const { rate, se } = winRate([1, 0.5, 0, 1]) as { rate: number; se: number };
  expect(rate).toBe(0.625);
  expect(se).toBeCloseTo(Math.sqrt(0.6875 / 3 / 4), 12);
});

it('bounds ranks by what is sure', () => {
  const sure = new Set(['0>2', '1>2']);
  expect(rankIntervals(3, (i, j) => sure.has(`${i}>${j}`))).toEqual([
    { best: 1, worst: 2 },
    { best: 1, worst: 2 },
    { best: 3, worst: 3 },
  ]);
});

describe('maxT', () => {
  const players = 5;
  function influenceOf(seed: number, clusters = 60) {
    const random = seededRandom('max-t test', seed);
    return Array.from({ length: players }, () => {
      const values = Float64Array.from({ length: clusters }, () => normal(random));
      const mean = values.reduce((sum, x) => sum + x, 0) / clusters;
      return { mean, influence: values.map((x) => (x - mean) / clusters) };
    });
  }

  it('lies between one interval and Bonferroni', () => {
    const { factor, se } = maxT(influenceOf(1).map(({ influence }) => influence));
    expect(factor).toBeGreaterThan(1.97);
    expect(factor).toBeLessThan(3);
    expect(se(0, 1)).toBe(se(1, 0));
    expect(se(2, 2)).toBe(0);
  });

  it('holds for all differences at once', () => {
    let held = 0;
    for (let seed = 0; seed < 100; seed++) {
      const made = influenceOf(seed);
      const { factor, se } = maxT(
        made.map(({ influence }) => influence),
        { draws: 400 },
      );
      const isOut = made.some((a, i) => made.some((b, j) => Math.abs(a.mean - b.mean) > factor * se(i, j)));
      if (!isOut) held++;
    }
    expect(held).toBeGreaterThanOrEqual(89);
  });
});

describe('weightedOrder', () => {
  const candidates = [
    { quality: 1, cost: 0 },
    { quality: 0.5, cost: 0.9 },
    { quality: 0, cost: 1 },
    { quality: 0.9, cost: null },
  ];

  it('orders by the weighted mean and leaves out who lacks a criterion', () => {
    const { order } = weightedOrder(candidates, { quality: 1, cost: 1 });
    expect(order.map(({ place }) => place)).toEqual([1, 0, 2]);
    expect(order[0]?.score).toBeCloseTo(0.7, 12);
    expect(weightedOrder(candidates, { quality: 1, cost: 0 }).order.map(({ place }) => place)).toEqual([
      0, 3, 1, 2,
    ]);
  });

  it('gives the range in which the order holds, exactly', () => {
    const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });
    const value = fc.integer({ min: 0, max: 20 }).map((x) => x / 20);
    const some = fc.array(fc.record({ a: value, b: value, c: value }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(some, share, (given, a) => {
        const at = (x: number) => weightedOrder(given, { a: x, b: (1 - x) * 0.6, c: (1 - x) * 0.4 });
        const { order, ranges } = at(a);
        const range = ranges[0]?.order as { low: number; high: number };
        expect(range.low).toBeLessThanOrEqual(a + 1e-9);
        expect(range.high).toBeGreaterThanOrEqual(a - 1e-9);
        for (const inside of [range.low, range.high]) {
          const x = inside + (a - inside) * 1e-6;
          const scores = new Map(at(x).order.map(({ place, score }) => [place, score]));
          order.slice(1).forEach(({ place }, i) => {
            const above = order[i] as { place: number };
            expect(scores.get(above.place)).toBeGreaterThanOrEqual((scores.get(place) as number) - 1e-9);
          });
        }
      }),
    );
  });
});
