import { describe, expect, it } from 'vitest';
import { normal, seededRandom } from '../../base/random.ts';
import { bootstrap, type WeightedStatistic } from './bootstrap.ts';
import { bcaInterval, percentileInterval } from './bootstrap-intervals.ts';

const random = seededRandom('bootstrap test');
const values = Array.from({ length: 80 }, () => normal(random));
const skewed = values.map((value) => Math.exp(value));

const mean =
  (of: number[]): WeightedStatistic =>
  (times) => {
    let sum = 0;
    for (let i = 0; i < of.length; i++) sum += (times[i] as number) * (of[i] as number);
    return sum / of.length;
  };

describe('bootstrap', () => {
  it('spreads as the standard error of a mean says', () => {
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length);
    const { value, replicates } = bootstrap(values.length, mean(values), { resamples: 4000 });
    const middle = replicates.reduce((sum, x) => sum + x, 0) / replicates.length;
    const spread = Math.sqrt(replicates.reduce((sum, x) => sum + (x - middle) ** 2, 0) / replicates.length);
    expect(value).toBeCloseTo(average, 12);
    expect(spread / (sd / Math.sqrt(values.length))).toBeCloseTo(1, 1);
  });

  it('gives the same for the same seed only', () => {
    const made = bootstrap(values.length, mean(values));
    expect(bootstrap(values.length, mean(values))).toEqual(made);
    expect(bootstrap(values.length, mean(values), { seed: 2 }).replicates).not.toEqual(made.replicates);
    expect(made.replicates).toHaveLength(2000);
  });

  it('corrects for skewness: further out on the long side', () => {
    const made = bootstrap(skewed.length, mean(skewed));
    const plain = percentileInterval(made);
    const corrected = bcaInterval(made, mean(skewed));
    expect(corrected.low).toBeGreaterThan(plain.low);
    expect(corrected.high).toBeGreaterThan(plain.high);
    expect(corrected.low).toBeLessThan(made.value);
  });

  it('says one number when there is but one', () => {
    const made = bootstrap(5, () => 3);
    expect(percentileInterval(made)).toEqual({ low: 3, high: 3 });
    expect(bcaInterval(made, () => 3)).toEqual({ low: 3, high: 3 });
  });
});
