import { describe, expect, it } from 'vitest';
import { normal, seededRandom } from '../../base/random.ts';
import { normalQuantile } from '../intervals/normal-distribution.ts';
import { chanceOf, criticalValue, jointErrors, largestErrors, type Contrast } from './joint-errors.ts';

/** Means of the same clusters that have so much in common. */
function influences(means: number, clusters: number, common: number): Float64Array[] {
  const random = seededRandom('influences', means, clusters);
  const shared = Float64Array.from({ length: clusters }, () => normal(random));
  return Array.from({ length: means }, () =>
    shared.map((x) => (Math.sqrt(common) * x + Math.sqrt(1 - common) * normal(random)) / clusters),
  );
}
const alone = (means: number): Contrast[] => Array.from({ length: means }, (_, m) => [m, -1]);
const against = (means: number): Contrast[] => Array.from({ length: means - 1 }, (_, m) => [m + 1, 0]);

describe('joint errors', () => {
  it('ask of independent means what Šidák does', () => {
    const largest = largestErrors(jointErrors(influences(10, 5000, 0), { draws: 8000 }), alone(10), 1);
    const critical = criticalValue(largest, { level: 0.95, sides: 1, contrasts: 10 });
    expect(critical).toBeCloseTo(normalQuantile(0.95 ** 0.1), 1);
  });

  it('ask of differences to one control what Dunnett does', () => {
    // Dunnett's one-sided 5 % point for ten with one control and many degrees of freedom: 2.42 (Bechhofer & Dunnett)
    const largest = largestErrors(jointErrors(influences(11, 20_000, 0), { draws: 20_000 }), against(11), 1);
    const critical = criticalValue(largest, { level: 0.95, sides: 1, contrasts: 10 });
    expect(critical).toBeCloseTo(2.42, 1);
  });

  it('ask less where means move together, and never less than for one or more than Bonferroni', () => {
    const of = (common: number) =>
      criticalValue(largestErrors(jointErrors(influences(20, 4000, common)), alone(20), 2), {
        level: 0.95,
        sides: 2,
        contrasts: 20,
      });
    expect(of(0.95)).toBeLessThan(of(0) - 0.3);
    expect(of(0.95)).toBeGreaterThanOrEqual(normalQuantile(0.975));
    expect(of(0)).toBeLessThanOrEqual(normalQuantile(1 - 0.025 / 20));
  });

  it('count what did not vary in any cluster as varying by itself', () => {
    const nothing = Array.from({ length: 8 }, () => new Float64Array(50));
    const largest = largestErrors(jointErrors(nothing), alone(8), 1);
    const critical = criticalValue(largest, { level: 0.95, sides: 1, contrasts: 8 });
    expect(critical).toBeGreaterThan(2.3);
  });

  it('give a chance below 5 % just beyond the critical value', () => {
    const family = { sides: 2, contrasts: 6 } as const;
    const largest = largestErrors(jointErrors(influences(6, 300, 0.4)), alone(6), 2);
    const critical = criticalValue(largest, { level: 0.95, ...family });
    expect(chanceOf(largest, critical + 1e-6, family)).toBeLessThan(0.05);
    expect(chanceOf(largest, critical - 1e-6, family)).toBeGreaterThanOrEqual(0.05 - 1e-3);
    expect(chanceOf(largest, 0, family)).toBe(1);
    expect(chanceOf(largest, 9, family)).toBeLessThan(1e-15);
  });

  it('are the same for the same seed', () => {
    const made = () => jointErrors(influences(4, 500, 0.2), { seed: 7 }).errors;
    expect(made()).toEqual(made());
  });
});
