import { describe, expect, it } from 'vitest';
import { jointErrors, type Contrast } from '../../analyze/simultaneous/joint-errors.ts';
import { stepDown, type Tested } from './step-down.ts';

/** Targets whose errors are independent, by how many standard deviations they are above the limit. */
function tested(distances: number[]) {
  const means = distances.map((_, m) =>
    Float64Array.from({ length: 1000 }, (_, g) => (g % distances.length === m ? (g & 1 ? 1 : -1) : 0)),
  );
  const one = (far: number, index: number): Tested => ({
    index,
    isAbove: (z) => far >= z,
    isBelow: (z) => far <= -z,
  });
  const contrastOf = (index: number): Contrast => [index, -1];
  return stepDown(jointErrors(means), distances.map(one), contrastOf, 0.05);
}

describe('step by step', () => {
  it('one alone needs what one test at 4.5 % needs', () => {
    expect(tested([1.7]).shown).toEqual(new Set([0]));
    expect(tested([1.69]).shown.size).toBe(0);
  });

  it('among many that are open more is needed', () => {
    const distances = [2, ...Array.from({ length: 19 }, () => 0)];
    const { shown, all, last } = tested(distances);
    expect(shown.size).toBe(0);
    expect(all).toBeGreaterThan(2.5);
    expect(last).toBe(all);
  });

  it('those that are certainly too bad, and those that are shown already, leave the rest more room', () => {
    const bad = tested([2, ...Array.from({ length: 19 }, () => -8)]);
    expect(bad.shown).toEqual(new Set([0]));
    expect(bad.all).toBeGreaterThan(2.5);
    expect(bad.last).toBeLessThan(1.75);
    const good = tested([2, ...Array.from({ length: 19 }, () => 8)]);
    expect(good.shown.size).toBe(20);
  });

  it('of none there is nothing to show', () => {
    expect(tested([]).shown.size).toBe(0);
  });
});
