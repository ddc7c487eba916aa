import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceScale, points } from './points.ts';

it('writes points with their sign, and none where nothing is left after rounding', () => {
  expect([0.0123, -0.004, 0, 0.0001, -0.0001].map(points)).toEqual(['+1.2', '−0.4', '0.0', '0.0', '0.0']);
});

it('has zero in the middle and every interval inside', () => {
  const end = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(end, end)), (ends) => {
      const { from, to } = differenceScale(
        ends.map(([a, b]) => ({ difference: { value: a, low: Math.min(a, b), high: Math.max(a, b) } })),
      );
      expect(from).toBe(-to);
      for (const [a, b] of ends) expect(Math.max(Math.abs(a), Math.abs(b))).toBeLessThanOrEqual(to);
    }),
  );
  expect(differenceScale([{ difference: null }])).toEqual({ from: -0.01, to: 0.01 });
});
