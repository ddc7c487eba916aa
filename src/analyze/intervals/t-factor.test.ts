import { describe, expect, it } from 'vitest';
import { tFactor } from './t-factor.ts';

describe('tFactor', () => {
  // scipy.stats.t.ppf(0.975, df)
  it.each([
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [4, 2.7764451051977934],
    [9, 2.262157162798205],
    [13, 2.1603686564627913],
    [30, 2.0422724563012378],
  ])('at %i degrees of freedom', (df, factor) => {
    expect(tFactor(df)).toBeCloseTo(factor, 12);
  });

  it('has no step where the method changes', () => {
    const steps = [998, 999, 1000, 1001].map(tFactor);
    const drops = steps.slice(1).map((factor, i) => (steps[i] as number) - factor);
    for (const drop of drops) expect(drop / (drops[0] as number)).toBeCloseTo(1, 2);
  });

  it('falls with the degrees of freedom towards the normal distribution’s factor', () => {
    for (let df = 1; df < 1200; df++) expect(tFactor(df)).toBeGreaterThan(tFactor(df + 1));
    expect(tFactor(1e9)).toBeCloseTo(1.959963984540054, 8);
  });
});
