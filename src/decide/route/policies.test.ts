import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseResults } from './case-results.ts';
import {
  checkedCascade,
  cheapestWithin,
  gainByCategory,
  meanOver,
  oracle,
  perCategory,
  qualityOf,
  single,
} from './policies.ts';

interface Row {
  quality: number[];
  cost: number[];
}
function results(rows: Row[], categories?: string[]): CaseResults {
  const cases = rows[0]?.quality.length ?? 0;
  return {
    targets: rows.map(({ quality, cost }, t) => ({
      id: `id${t}`,
      label: `t${t}`,
      quality: Float64Array.from(quality),
      cost: Float64Array.from(cost),
      signals: [],
      outputTokens: new Float64Array(cases),
    })),
    categories: categories ?? Array.from({ length: cases }, () => ''),
    clusters: Int32Array.from({ length: cases }, (_, i) => i),
    leftOut: [],
  };
}
const all = ({ categories }: CaseResults) => categories.map((_, i) => i);
const same = (n: number, value: number) => Array.from({ length: n }, () => value);

describe('the cheapest within a margin', () => {
  it.each([
    [[1, 0.98, 0.9], [3, 2, 1], 0.02, 1],
    [[0.8, 0.7], [2, 1], 0.1, 1],
    [[0.3, 0.1], [2, 1], 0.2, 1],
    [[0.8, 0.7], [2, 1], 0.09, 0],
    [[0.5, 0.5], [1, 1], 0, 0],
    [[0.5, 0.5], [2, 1], 0, 1],
  ])('qualities %j at costs %j, margin %s: target %i', (qualities, costs, margin, chosen) => {
    const given = results(
      qualities.map((quality, t) => ({ quality: [quality], cost: [costs[t] as number] })),
    );
    expect(cheapestWithin(given, [0], margin)).toBe(chosen);
  });

  it('costs no more with a wider margin', () => {
    const row = fc.record({
      quality: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
      cost: fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const given = results(rows);
        const costs = [0, 0.1, 0.5, 1].map((margin) =>
          meanOver(given.targets[cheapestWithin(given, [0, 1, 2], margin)]?.cost ?? [], [0, 1, 2]),
        );
        expect(costs).toEqual(costs.toSorted((a, b) => b - a));
      }),
    );
  });
});

describe('the oracle', () => {
  it('takes per case the cheapest of those that did best', () => {
    const given = results([
      { quality: [1, 0, 0], cost: [3, 1, 2] },
      { quality: [1, 0, 1], cost: [2, 2, 9] },
    ]);
    expect(all(given).map((index) => oracle(given).callsOf(index))).toEqual([[1], [0], [1]]);
  });

  it('is at least as good as every single target', () => {
    const quality = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(quality, { minLength: 1, maxLength: 4 }), (qualities) => {
        const given = results(qualities.map((each) => ({ quality: each, cost: same(4, 1) })));
        const bound = oracle(given);
        for (const [t, target] of given.targets.entries())
          for (const index of all(given))
            expect(qualityOf(given, bound, index)).toBeGreaterThanOrEqual(
              qualityOf(given, single(target, t), index),
            );
      }),
    );
  });
});

describe('one target per category', () => {
  const quality = (first: number, second: number, rest: number) => [
    ...same(10, first),
    ...same(10, second),
    ...same(3, rest),
  ];
  const given = results(
    [
      { quality: quality(1, 0, 1), cost: same(23, 1) },
      { quality: quality(0, 1, 0), cost: same(23, 2) },
      { quality: quality(0.9, 0.9, 0.9), cost: same(23, 3) },
    ],
    [
      ...Array.from({ length: 10 }, () => 'law'),
      ...Array.from({ length: 10 }, () => 'art'),
      'few',
      'few',
      'few',
    ],
  );

  it('is the best of each; of small and unknown ones that of all cases', () => {
    const { policy, categories, fallback } = perCategory(given, all(given), 0);
    expect(categories).toEqual({ law: 'id0', art: 'id1' });
    expect(fallback).toBe(2);
    expect([0, 10, 20].map((index) => policy.callsOf(index))).toEqual([[0], [1], [2]]);
  });

  it('goes by the cases that it is fitted on', () => {
    const law = Array.from({ length: 10 }, (_, i) => i);
    const { policy, categories } = perCategory(given, law, 0);
    expect(categories).toEqual({ law: 'id0' });
    expect(policy.callsOf(15)).toEqual([0]);
  });
});

describe('a cascade with a perfect check', () => {
  it('asks the second only where the first was not fully right, whose answer counts then', () => {
    const given = results([
      { quality: [1, 0.9, 0], cost: [1, 1, 1] },
      { quality: [0, 1, 0.5], cost: [5, 5, 5] },
    ]);
    const policy = checkedCascade(given, 0, 1);
    expect(all(given).map((index) => policy.callsOf(index))).toEqual([[0], [0, 1], [0, 1]]);
    expect(all(given).map((index) => qualityOf(given, policy, index))).toEqual([1, 1, 0.5]);
  });
});

describe('the gain of a category', () => {
  const given = results(
    [
      { quality: [...same(90, 0), ...same(2, 1)], cost: same(92, 1) },
      { quality: [...same(90, 1), ...same(2, 0)], cost: same(92, 2) },
    ],
    [...Array.from({ length: 90 }, () => 'large'), 'small', 'small'],
  );
  const gain = gainByCategory(given, all(given), 0, 1);
  const overall = (90 - 2) / 92;

  it('is its own where there are many cases, and nearly that of all where there are few', () => {
    expect(gain(0)).toBeCloseTo((90 + 10 * overall) / 100, 12);
    expect(gain(90)).toBeCloseTo((-2 + 10 * overall) / 12, 12);
    expect(gainByCategory(given, [0, 1], 0, 1)(90)).toBe(1);
  });

  it('is the other way round with the targets exchanged', () => {
    const turned = gainByCategory(given, all(given), 1, 0);
    for (const index of [0, 91]) expect(turned(index)).toBeCloseTo(-gain(index), 12);
  });
});
