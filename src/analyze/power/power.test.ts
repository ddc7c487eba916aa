import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seededRandom } from '../../base/random.ts';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { caseClusters } from '../compare/case-clusters.ts';
import { caseMeans } from '../compare/case-means.ts';
import { paired } from '../compare/paired.ts';
import { casesNeeded, smallestDifference } from './cases-needed.ts';
import { componentsOf } from './components.ts';

const items = { between: 1 / 9, first: 0, second: 0 };
const noisy = { between: 1 / 9, first: 1 / 6, second: 1 / 6 };

describe('casesNeeded', () => {
  it('gives the published figures', () => {
    expect(casesNeeded(items, 1, 0.03)).toBeCloseTo(968.9974980677886, 6);
    expect(casesNeeded(noisy, 1, 0.03)).toBeCloseTo(3875.9899922711543, 6);
    expect(casesNeeded(noisy, 10, 0.03)).toBeCloseTo(1259.6967474881253, 6);
    expect(smallestDifference(noisy, 1, 198)).toBeCloseTo(0.1327333278739942, 9);
    expect(smallestDifference(noisy, 10, 198)).toBeCloseTo(0.0756696392667773, 9);
  });

  it('is the other way round of the smallest difference, and grows with what is asked', () => {
    const size = fc.double({ min: 0.001, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 20 }), (difference, repeats) => {
        const cases = casesNeeded(noisy, repeats, difference);
        expect(smallestDifference(noisy, repeats, cases)).toBeCloseTo(difference, 9);
        expect(casesNeeded(noisy, repeats + 1, difference)).toBeLessThan(cases);
        expect(casesNeeded(noisy, repeats, difference, { power: 0.9 })).toBeGreaterThan(cases);
      }),
    );
  });
});

describe('componentsOf', () => {
  const [cases, repeats] = [4000, 4];
  function found(repeatsAsked: number) {
    const random = seededRandom('components');
    const shift = Array.from({ length: cases }, () => 0.2 * normal(random));
    const table = madeUpTable({ targets: ['a', 'b'], cases, repeats: repeatsAsked }, (target, index) => ({
      quality: (target ? (shift[index] as number) : 0) + [0.3, 0.1][target]! * normal(random),
    }));
    const means = [0, 1].map((target) =>
      caseMeans(table.quality, target * cases * repeatsAsked, cases, repeatsAsked),
    );
    return componentsOf(paired(means[0]!, means[1]!, caseClusters(table.cases)), repeatsAsked);
  }

  it('finds what was put in', () => {
    const { between = 0, first = 0, second = 0, repeated } = found(repeats) ?? {};
    expect(repeated).toBe(true);
    expect(Math.abs(between - 0.04)).toBeLessThan(0.003);
    expect(Math.abs(first - 0.09)).toBeLessThan(0.003);
    expect(Math.abs(second - 0.01)).toBeLessThan(0.0005);
  });

  it('cannot tell noise from cases without repeats', () => {
    const components = found(1);
    expect(components).toMatchObject({ first: 0, second: 0, repeated: false, cases });
    expect(Math.abs((components?.between as number) - 0.14)).toBeLessThan(0.01);
  });
});
