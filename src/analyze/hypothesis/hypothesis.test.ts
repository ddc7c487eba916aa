import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { normalQuantile } from '../intervals/normal-distribution.ts';
import { mcnemar, mcnemarChiSquare } from './mcnemar.ts';
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  holm,
  holmSidak,
  hommel,
} from './multiplicity.ts';
import { signFlip } from './sign-flip.ts';

describe('mcnemar', () => {
  it.each([
    [10, 2, 0.03857421875, 0.0224609375, 4.083333333333333, 0.04330814281079206, 5.333333333333333],
    [382, 94, 3.2572780014408973e-42, 2.0266610265324545e-42, 173.0441176470588, 1.6008e-39, 174.25210084],
    [476, 147, 2.106277478606487e-41, 1.3764236777135945e-41, 172.6869983948, 1.91569e-39, 173.74157303],
    [153, 419, 1.4071042229502043e-29, 9.585632530377546e-30, 122.770979020979, 1.5651e-28, 123.69930069],
    [5, 5, 1, 1, 0.1, 0.7518296340458492, 0],
    [0, 6, 0.03125, 0.015625, 4.166666666666667, 0.041226833337163815, 6],
  ])('%i against %i', (first, second, exact, midP, corrected, pCorrected, plain) => {
    const found = mcnemar(first, second);
    expect(found.exact / exact).toBeCloseTo(1, 9);
    expect(found.midP / midP).toBeCloseTo(1, 6);
    expect(mcnemarChiSquare(first, second).statistic).toBeCloseTo(corrected, 8);
    expect(mcnemarChiSquare(first, second).p / pCorrected).toBeCloseTo(1, 4);
    expect(mcnemarChiSquare(first, second, false).statistic).toBeCloseTo(plain, 7);
  });

  it('says nothing without a pair that differs', () => {
    expect(mcnemar(0, 0)).toEqual({ exact: 1, midP: 1 });
    expect(mcnemarChiSquare(0, 0)).toEqual({ statistic: 0, p: 1 });
  });
});

/** By drawing signs: slow, and right but for chance. */
function drawn(sums: number[], draws = 40_000): number {
  const random = seededRandom('signs');
  const total = Math.abs(sums.reduce((sum, x) => sum + x, 0));
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) {
    const sum = sums.reduce((all, x) => all + (random() < 0.5 ? x : -x), 0);
    if (Math.abs(sum) >= total - 1e-9) hits++;
  }
  return hits / draws;
}

describe('signFlip', () => {
  it('counts all signs of few differences', () => {
    expect(signFlip([1, 1, 0, -1, 1, 1, 1, 0, 1, 1])).toEqual({ p: 0.0703125, method: 'exact' });
    expect(signFlip([0, 0]).p).toBe(1);
    expect(signFlip([0.1, 0.2, 0.3]).p).toBe(0.25);
    expect(signFlip([0.1 * Math.PI, 0.2, 0.3])).toEqual({ p: 0.25, method: 'exact' });
  });

  it('agrees with the exact McNemar test on differences of one, however many', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (first, second) => {
        const signs = [...Array(first).fill(1), ...Array(second).fill(-1)];
        expect(signFlip(signs).p).toBeCloseTo(mcnemar(first, second).exact, 10);
      }),
    );
  });

  it('does not care for order or for who is first', () => {
    for (const n of [15, 60, 400]) {
      const sums = Array.from({ length: n }, (_, i) => Math.sin(i * i) * (1 + (i % 7)) ** 3 + 9);
      const { p } = signFlip(sums);
      expect(signFlip(sums.toReversed()).p).toBeCloseTo(p, 12);
      expect(signFlip(sums.map((sum) => -sum)).p).toBeCloseTo(p, 12);
    }
  });

  it.each([
    ['exact', Array.from({ length: 60 }, (_, i) => (((i * 7) % 11) - 4) / 3)],
    ['exact', Array.from({ length: 18 }, (_, i) => Math.sin(i) + 0.3)],
    ['grid', Array.from({ length: 60 }, (_, i) => Math.sin(i * i) * (1 + (i % 5)) ** 2 + 2)],
    ['grid', Array.from({ length: 300 }, (_, i) => Math.sin(i * i) + (i < 4 ? 12 : 0.05))],
    ['normal', Array.from({ length: 900 }, (_, i) => Math.sin(i * i) + 0.05)],
  ])('computes what drawing comes to: %s', (method, sums) => {
    const found = signFlip(sums);
    expect(found.method).toBe(method);
    const p = drawn(sums, sums.length > 200 ? 8000 : 40_000);
    expect(Math.abs(found.p - p)).toBeLessThan(0.002 + 3 * Math.sqrt((p * (1 - p)) / 8000));
  });
});

describe('multiplicity', () => {
  const p = [0.011, 0.02, 0.005, 0.13, 0.04];
  const q = [0.01, 0.04, 0.03, 0.005, 0.55, 0.02];
  it.each([
    ['bonferroni', bonferroni, p, [0.055, 0.1, 0.025, 0.65, 0.2]],
    ['holm', holm, p, [0.044, 0.06, 0.025, 0.13, 0.08]],
    ['hommel', hommel, p, [0.04, 0.06, 0.025, 0.13, 0.08]],
    ['benjaminiHochberg', benjaminiHochberg, p, [0.0275, 0.033333333, 0.025, 0.13, 0.05]],
    [
      'benjaminiYekutieli',
      benjaminiYekutieli,
      p,
      [0.062791667, 0.076111111, 0.057083333, 0.296833333, 0.114166667],
    ],
    ['holmSidak', holmSidak, p, [0.043279309, 0.058808, 0.024751247, 0.13, 0.0784]],
    ['bonferroni', bonferroni, q, [0.06, 0.24, 0.18, 0.03, 1, 0.12]],
    ['holm', holm, q, [0.05, 0.09, 0.09, 0.03, 0.55, 0.08]],
    ['benjaminiHochberg', benjaminiHochberg, q, [0.03, 0.048, 0.045, 0.03, 0.55, 0.04]],
  ])('%s', (_, adjust, values, expected) => {
    adjust(values).forEach((value, i) => expect(value).toBeCloseTo(expected[i] as number, 8));
  });

  it('never lowers a p, keeps their order, and is the same in any order', () => {
    const values = fc.array(fc.double({ min: 1e-9, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(values, (given) => {
        for (const adjust of [bonferroni, holm, holmSidak, hommel, benjaminiHochberg, benjaminiYekutieli]) {
          const adjusted = adjust(given);
          adjusted.forEach((value, i) => expect(value).toBeGreaterThanOrEqual((given[i] as number) - 1e-12));
          expect(adjust(given.toReversed()).toReversed()).toEqual(adjusted);
        }
      }),
    );
  });
});

it('knows the usual factors', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(0.8)).toBeCloseTo(0.8416212335729143, 12);
});

describe('differences too large to be counted', () => {
  it('are not taken for small ones that 32 bits leave of them', () => {
    const few = signFlip([1, 1, 1, 1, -1]);
    const large = signFlip([1, 1, 1, 1, -1].map((value) => value * (2 ** 32 + 1)));
    expect(large.p).toBe(few.p);
    expect(signFlip(Array.from({ length: 40 }, () => 2 ** 32)).p).toBeLessThan(1e-9);
  });
});
