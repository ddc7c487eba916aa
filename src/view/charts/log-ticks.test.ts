import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logTicks } from './log-ticks.ts';

describe('logTicks', () => {
  it('takes 1, 2 and 5 of each power, or the powers alone', () => {
    expect(logTicks(80, 3000)).toEqual([100, 200, 500, 1000, 2000]);
    expect(logTicks(0.15, 30)).toEqual([0.2, 0.5, 1, 2, 5, 10, 20]);
    expect(logTicks(0.001, 10_000)).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000]);
    expect(logTicks(0, 10)).toEqual([]);
  });

  it('has ticks where no round value lies', () => {
    expect(logTicks(2.2, 4.4)).toEqual([2.5, 3.1, 3.8]);
    expect(logTicks(0.9, 1.4)).toEqual([0.98, 1, 1.1, 1.3]);
  });

  it('stays inside the range and rises', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: 1.1, max: 1e6, noNaN: true }),
        (min, ratio) => {
          const ticks = logTicks(min, min * ratio);
          expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(min * 0.99);
            expect(tick).toBeLessThanOrEqual(min * ratio * 1.01);
          }
        },
      ),
    );
  });
});
