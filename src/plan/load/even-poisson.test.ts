import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evenPoissonArrivals } from './even-poisson.ts';

it('makes as many calls as the rate says, in order, in warm-up and after it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 200, noNaN: true }),
      fc.integer({ min: 0, max: 5000 }),
      fc.integer(),
      (rate, warmupMs, seed) => {
        const times = evenPoissonArrivals(rate, warmupMs, warmupMs + 10_000, seed);
        const measured = times.filter((at) => at >= warmupMs);
        expect(measured).toHaveLength(Math.max(1, Math.round(rate * 10)));
        expect(times.every((at, i) => at >= (times[i - 1] ?? 0) && at <= warmupMs + 10_000)).toBe(true);
        expect(evenPoissonArrivals(rate, warmupMs, warmupMs + 10_000, seed)).toEqual(times);
      },
    ),
  );
});
