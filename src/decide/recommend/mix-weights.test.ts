import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixWeights } from './mix-weights.ts';

const table = (...categories: string[]) => ({
  cases: categories.map((category, index) => ({ id: `c${index}`, index, cluster: '', category, tags: [] })),
});

describe('mixWeights', () => {
  it('counts every case once without a mix', () => {
    expect(mixWeights(table('a', 'b'), null)('a')).toBe(1);
  });

  it('counts categories as in the mix, whatever number of cases they have', () => {
    const weight = mixWeights(table('a', 'a', 'a', 'b'), { a: 1, b: 1 });
    expect([weight('a'), weight('b')]).toEqual([4 / 6, 2]);
  });

  it('counts nothing of a category that the mix leaves out, or has at 0', () => {
    const weight = mixWeights(table('a', 'b', 'toString', ''), { a: 3, b: 0 });
    expect([weight('a'), weight('b'), weight('toString'), weight('')]).toEqual([4, 0, 0, 0]);
  });

  it('has a mean of 1 over the cases, and gives each category its part', () => {
    const parts = fc.record({ a: fc.nat(9), b: fc.nat(9), c: fc.integer({ min: 1, max: 9 }) });
    const counts = fc.record({
      a: fc.integer({ min: 1, max: 9 }),
      b: fc.integer({ min: 1, max: 9 }),
      c: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(parts, counts, (mix, times) => {
        const { cases } = table(
          ...Object.entries(times).flatMap(([name, n]) => Array.from({ length: n }, () => name)),
        );
        const weight = mixWeights({ cases }, mix);
        const sum = (names: { category: string }[]) =>
          names.reduce((all, { category }) => all + weight(category), 0);
        expect(sum(cases) / cases.length).toBeCloseTo(1, 9);
        const part = sum(cases.filter(({ category }) => category === 'a')) / cases.length;
        expect(part).toBeCloseTo(mix.a / (mix.a + mix.b + mix.c), 9);
      }),
    );
  });

  it('refuses a category that no case has, and a mix of nothing', () => {
    expect(() => mixWeights(table('law', ''), { lwa: 1 })).toThrow(
      expect.objectContaining({
        message: 'the mix names the category "lwa", which no case has',
        remedy: "Categories: law, ''.",
      }),
    );
    expect(() => mixWeights(table('law'), { law: 0 })).toThrow('the mix has no category above 0');
    expect(() => mixWeights(table('law'), {})).toThrow('the mix has no category above 0');
  });
});
