import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohenKappa } from './cohen-kappa.ts';

const repeat = (label: string, count: number) => Array.from({ length: count }, () => label);

describe('cohenKappa', () => {
  it('is the textbook example', () => {
    // 20 both yes, 15 both no, 5 and 10 apart
    const first = [...repeat('yes', 20), ...repeat('yes', 5), ...repeat('no', 10), ...repeat('no', 15)];
    const second = [...repeat('yes', 20), ...repeat('no', 5), ...repeat('yes', 10), ...repeat('no', 15)];
    expect(cohenKappa(first, second)).toEqual({ n: 50, accuracy: 0.7, kappa: expect.closeTo(0.4, 12) });
  });
  it('is nothing where nothing can be said', () => {
    expect(cohenKappa([], [])).toBeNull();
    expect(cohenKappa(['a'], [])).toBeNull();
    expect(cohenKappa(['a', 'a'], ['a', 'a'])).toEqual({ n: 2, accuracy: 1, kappa: null });
  });
  it('is symmetric, 1 for the same labels, and knows no names', () => {
    const labels = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c')), {
      minLength: 1,
    });
    fc.assert(
      fc.property(labels, (pairs) => {
        const [first, second] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const there = cohenKappa(first, second);
        expect(cohenKappa(second, first)?.kappa ?? 0).toBeCloseTo(there?.kappa ?? 0, 12);
        expect(cohenKappa(first, first)?.accuracy).toBe(1);
        const renamed = (list: string[]) => list.map((label) => `x${label}`);
        expect(cohenKappa(renamed(first), renamed(second))).toEqual(there);
      }),
    );
  });
});
