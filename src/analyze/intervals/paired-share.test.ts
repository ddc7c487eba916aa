import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bonettPrice, tango } from './paired-share.ts';

describe('tango', () => {
  it.each([
    [12, 2, 50, 0.061112, 0.344709],
    [0, 0, 30, -0.113513, 0.113513],
    [3, 0, 20, -0.035294, 0.360419],
    [382, 94, 1307, 0.189862, 0.250841],
  ])('%i, %i of %i', (onlyFirst, onlySecond, n, low, high) => {
    const found = tango({ onlyFirst, onlySecond, n });
    expect(found.low).toBeCloseTo(low, 6);
    expect(found.high).toBeCloseTo(high, 6);
  });

  it('holds the difference, turns with the order, stays within −1 and 1', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(40), (onlyFirst, onlySecond, agree) => {
        const n = onlyFirst + onlySecond + agree + 1;
        const found = tango({ onlyFirst, onlySecond, n });
        const turned = tango({ onlyFirst: onlySecond, onlySecond: onlyFirst, n });
        const difference = (onlyFirst - onlySecond) / n;
        expect(found.low).toBeLessThanOrEqual(difference);
        expect(found.high).toBeGreaterThanOrEqual(difference);
        expect(found.low).toBeGreaterThanOrEqual(-1);
        expect(found.high).toBeLessThanOrEqual(1);
        expect(turned.low).toBeCloseTo(-found.high, 9);
      }),
    );
  });

  it('knows no certainty even when all pairs say the same', () => {
    const all = tango({ onlyFirst: 20, onlySecond: 0, n: 20 });
    expect(all.high).toBe(1);
    expect(all.low).toBeGreaterThan(0.5);
    expect(all.low).toBeLessThan(1);
  });
});

describe('bonettPrice', () => {
  it.each([
    [12, 2, 50, 0.050892, 0.333724],
    [0, 0, 30, -0.086619, 0.086619],
  ])('%i, %i of %i', (onlyFirst, onlySecond, n, low, high) => {
    const found = bonettPrice({ onlyFirst, onlySecond, n });
    expect(found.low).toBeCloseTo(low, 6);
    expect(found.high).toBeCloseTo(high, 6);
  });
});
