import { describe, expect, it } from 'vitest';
import { normal, seededRandom } from '../../base/random.ts';
import { lengthSlope, selfPreference } from './residuals.ts';

describe('selfPreference', () => {
  it('is Welch’s interval of the difference', () => {
    // se .0822598, df 6.12379, t .975 of it 2.434972 (scipy)
    const found = selfPreference([0.1, 0.3, 0.2, 0.4], [0, 0.1, -0.1, 0.1, 0.2]);
    expect(found?.own).toBeCloseTo(0.25, 12);
    expect(found?.others).toBeCloseTo(0.06, 12);
    expect(found?.difference).toBeCloseTo(0.19, 12);
    expect(found?.low).toBeCloseTo(0.19 - 2.434972 * 0.0822598, 5);
    expect(found?.high).toBeCloseTo(0.19 + 2.434972 * 0.0822598, 5);
  });

  it('says nothing of one answer, and is certain where nothing varies', () => {
    expect(selfPreference([1], [0, 0])).toBeNull();
    expect(selfPreference([0.5, 0.5], [0, 0])).toMatchObject({ difference: 0.5, low: 0.5, high: 0.5 });
  });
});

describe('lengthSlope', () => {
  const answers = (slope: number, seed: number) => {
    const random = seededRandom('length', seed);
    return Array.from({ length: 60 }, () => {
      const length = Math.round(20 * 2 ** (5 * random()));
      return { length, residual: 0.1 + slope * Math.log2(1 + length) + 0.1 * normal(random) };
    });
  };

  it.each([0, 0.05, -0.1])('holds a planted slope of %d as often as it says', (slope) => {
    let held = 0;
    for (let seed = 0; seed < 300; seed++) {
      const found = lengthSlope(answers(slope, seed));
      if (found && found.low <= slope && slope <= found.high) held++;
    }
    expect(held / 300).toBeGreaterThan(0.92);
    expect(held / 300).toBeLessThan(0.985);
  });

  it('says nothing of few answers, or of equally long ones', () => {
    expect(lengthSlope(answers(1, 1).slice(0, 9))).toBeNull();
    expect(lengthSlope(Array.from({ length: 20 }, (_, i) => ({ length: 50, residual: i })))).toBeNull();
  });
});
