import fc from 'fast-check';
import { expect, it } from 'vitest';
import { repeatConsistency } from './repeat-consistency.ts';

const asked = (...pairs: [number, number | null][]) => pairs.map(([first, second]) => ({ first, second }));

it('tells what stayed, what changed sides, and what could not be read', () => {
  const found = repeatConsistency(asked([1, 1], [0.75, 0.5], [0.75, 0.25], [0, 0], [1, null]));
  expect(found).toMatchObject({ n: 4, unscorable: 1, same: 0.5, same_side: 0.5, mean_change: 0.1875 });
  expect(found?.alpha).toBeLessThan(1);
  expect(found?.low).toBeGreaterThan(0);
  expect(found?.high).toBeLessThan(1);
});

it('is certain of nothing it has not seen', () => {
  expect(repeatConsistency([])).toBeNull();
  expect(repeatConsistency(asked([1, null]))).toBeNull();
  expect(repeatConsistency(asked([1, 1], [1, 1]))).toMatchObject({ same: 1, alpha: null, high: 1 });
});

it('does not depend on which was first', () => {
  const value = fc.integer({ min: 0, max: 4 }).map((n) => n / 4);
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), (pairs) => {
      const there = repeatConsistency(asked(...pairs));
      const back = repeatConsistency(asked(...pairs.map(([a, b]): [number, number] => [b, a])));
      expect(back).toMatchObject({ same: there?.same, same_side: there?.same_side });
      expect(back?.mean_change).toBeCloseTo(there?.mean_change ?? -1, 12);
    }),
  );
});
