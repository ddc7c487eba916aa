import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceScale } from './difference-scale.ts';

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
