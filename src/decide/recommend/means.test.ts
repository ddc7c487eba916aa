import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TargetSums } from './block-sums.ts';
import { influence, meansOf, standardError } from './means.ts';

const sums = (given: Partial<Record<keyof TargetSums, number[]>>, blocks: number): TargetSums => {
  const column = (name: keyof TargetSums) =>
    Float64Array.from(given[name] ?? Array.from({ length: blocks }, () => 0));
  return {
    calls: column('calls'),
    failed: column('failed'),
    quality: column('quality'),
    judged: column('judged'),
    cost: column('cost'),
    priced: column('priced'),
    slow: column('slow'),
    timed: column('timed'),
  };
};

describe('meansOf', () => {
  const given = sums(
    { calls: [2, 4], failed: [1, 0], quality: [1, 3], judged: [2, 4], cost: [6, 3], priced: [2, 1] },
    2,
  );

  it('divides sums by what is known, and knows nothing of what nobody measured', () => {
    expect(meansOf(given)).toEqual({ quality: 4 / 6, cost: 3, errorRate: 1 / 6, slowShare: Number.NaN });
  });

  it('counts a block as often as it was drawn', () => {
    expect(meansOf(given, Float64Array.of(3, 0))).toMatchObject({ quality: 0.5, cost: 3, errorRate: 0.5 });
    expect(meansOf(given, Float64Array.of(1, 1))).toEqual(meansOf(given));
    expect(meansOf(given, Float64Array.of(0, 0)).quality).toBeNaN();
  });
});

describe('influence and its standard error', () => {
  const block = fc.record({
    top: fc.double({ min: -10, max: 10, noNaN: true }),
    bottom: fc.double({ min: 0.1, max: 5, noNaN: true }),
  });
  const blocks = fc.array(block, { minLength: 2, maxLength: 30 });

  it('sums to nothing, whatever the blocks', () => {
    fc.assert(
      fc.property(blocks, (given) => {
        const parts = influence(
          Float64Array.from(given, ({ top }) => top),
          Float64Array.from(given, ({ bottom }) => bottom),
        );
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(0, 9);
      }),
    );
  });

  it('is the usual standard error of a mean where every block counts 1', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 20 }), (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
        const parts = influence(Float64Array.from(values), new Float64Array(values.length).fill(1));
        expect(standardError(parts)).toBeCloseTo(Math.sqrt(variance / values.length), 9);
      }),
    );
  });

  it('is unknown of one block, and nothing of equal ones', () => {
    expect(standardError(Float64Array.of(0))).toBeNaN();
    expect(standardError(influence(Float64Array.of(2, 4), Float64Array.of(1, 2)))).toBe(0);
  });
});
