import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { anytimeQuantileRanks, quantilesDifferP } from './anytime-quantile.ts';
import { betaBinomialInterval, proportionEvidence } from './beta-binomial.ts';
import { bestRho, normalMixtureBound, normalMixtureInterval } from './normal-mixture.ts';

const tuned = (narrowestAt: number) => ({ alpha: 0.05, narrowestAt });

/** Of 300 seeds, those in which the interval fails to hold the truth at any of 200 looks. */
function missedEver(name: string, look: (values: number[]) => boolean, draw: (u: number) => number): number {
  let missed = 0;
  for (let seed = 0; seed < 300; seed++) {
    const random = seededRandom(name, seed);
    const values: number[] = [];
    let held = true;
    for (let n = 1; n <= 200 && held; n++) {
      values.push(draw(random()));
      held = look(values);
    }
    if (!held) missed++;
  }
  return missed;
}

const sumOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

describe('normal mixture', () => {
  it('gives the published weight and bound', () => {
    expect(bestRho(100, 0.05)).toBeCloseTo(12.60056097925634, 9);
    expect(normalMixtureBound(100, tuned(100))).toBeCloseTo(30.35208990376253, 9);
  });

  it('is narrowest where it is told to be', () => {
    const at = (narrowestAt: number) => normalMixtureBound(100, tuned(narrowestAt));
    for (const other of [20, 80, 130, 800]) expect(at(other)).toBeGreaterThan(at(100));
  });

  it('holds at all looks', () => {
    const held = (values: number[]) => {
      const { low, high } = normalMixtureInterval(sumOf(values) / values.length, values.length, tuned(100));
      return low <= 0.5 && high >= 0.5;
    };
    expect(missedEver('normal', held, (u) => (u < 0.5 ? 1 : 0))).toBeLessThanOrEqual(15);
  });
});

describe('beta-binomial', () => {
  it.each([
    [700, 1000, 100, 0.651629, 0.745949],
    [15, 50, 50, 0.129556, 0.511896],
    [5, 50, 50, 0.013021, 0.269264],
    [1, 50, 50, 0, 0.13489],
    [1, 2, 50, 0, 1],
    [100, 200, 1, 0.328923, 0.671076],
    [0, 1, 50, 0, 1],
    [1, 1, 50, 0, 1],
  ])('%d of %d, narrowest at %d', (k, n, narrowestAt, low, high) => {
    const found = betaBinomialInterval(k, n, tuned(narrowestAt));
    expect(found.low).toBeCloseTo(low, 5);
    expect(found.high).toBeCloseTo(high, 5);
  });

  it('holds the share, and mirrors', () => {
    const counts = fc
      .integer({ min: 1, max: 2000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const { low, high } = betaBinomialInterval(k, n, tuned(100));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(k / n);
        expect(high).toBeGreaterThanOrEqual(k / n);
        expect(high).toBeLessThanOrEqual(1);
        expect(betaBinomialInterval(n - k, n, tuned(100)).low).toBeCloseTo(1 - high, 9);
      }),
    );
  });

  it('is narrower than the normal mixture for a rare event, and holds at all looks', () => {
    const rare = betaBinomialInterval(5, 100, tuned(100));
    expect(rare.high).toBeLessThan(normalMixtureInterval(0.05, 100, tuned(100)).high);
    const held = (values: number[]) =>
      proportionEvidence(sumOf(values), values.length, 0.1, 100) <= Math.log(20);
    expect(missedEver('beta', held, (u) => (u < 0.1 ? 1 : 0))).toBeLessThanOrEqual(15);
  });
});

describe('quantiles', () => {
  const range = (from: number) => Float64Array.from({ length: 1000 }, (_, i) => from + i);

  it.each([
    [0.5, 70, 0.814704],
    [0.5, 85, 0.0838055],
    [0.5, 100, 0.0054947],
    [0.9, 55, 0.0340463],
  ])('tells the %d-quantiles of 1 to 1,000 and of the same moved by %d apart', (q, shift, p) => {
    expect(quantilesDifferP(range(1), range(1 + shift), q, 100)).toBeCloseTo(p, 5);
    expect(quantilesDifferP(range(1 + shift), range(1), q, 100)).toBeCloseTo(p, 5);
  });

  it('has no evidence against a sample and itself', () => {
    expect(quantilesDifferP(range(1), range(1), 0.5, 100)).toBe(1);
  });

  it('has no ends with few values, and ranks around the quantile with many', () => {
    expect(anytimeQuantileRanks(3, 0.95, tuned(100))).toEqual({ low: null, high: null });
    const { low, high } = anytimeQuantileRanks(1000, 0.95, tuned(1000));
    expect(low).toBeGreaterThan(900);
    expect(low).toBeLessThan(950);
    expect(high).toBeGreaterThan(950);
    expect(high).toBeLessThan(1000);
  });

  it('holds the median at all looks', () => {
    const held = (values: number[]) => {
      const { low, high } = anytimeQuantileRanks(values.length, 0.5, tuned(100));
      const below = values.filter((value) => value < 0.5).length;
      return (low === null || low <= below) && (high === null || high > below);
    };
    expect(missedEver('median', held, (u) => u)).toBeLessThanOrEqual(15);
  });
});
