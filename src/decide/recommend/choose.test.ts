import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranked, utilities, type Option } from './choose.ts';

const option = (index: number, cost: number, quality = 0.5, p95 = 100): Option => ({
  index,
  cost,
  quality,
  p95,
});
const order = (options: Option[], weights: Parameters<typeof ranked>[1] = null) =>
  ranked(options, weights).map(({ index }) => index);
const only = (what: 'quality' | 'cost' | 'speed') => ({ quality: 0, cost: 0, speed: 0, [what]: 2 });

describe('ranked', () => {
  it('puts the cheapest first, then the better, then the one given first', () => {
    expect(order([option(0, 3), option(1, 1, 0.2), option(2, 1, 0.9), option(3, 1, 0.9)])).toEqual([
      2, 3, 1, 0,
    ]);
    expect(order([])).toEqual([]);
  });

  it('goes by one wish alone where the others weigh nothing', () => {
    const options = [option(0, 1, 0.1, 900), option(1, 2, 0.9, 500), option(2, 3, 0.5, 100)];
    expect(order(options, only('quality'))[0]).toBe(1);
    expect(order(options, only('cost'))[0]).toBe(0);
    expect(order(options, only('speed'))[0]).toBe(2);
  });
});

describe('utilities', () => {
  it('are shares of the best: who is free has all of the thrift, and the others none', () => {
    expect(utilities([option(0, 2), option(1, 4)], only('cost'))).toEqual([1, 0.5]);
    expect(utilities([option(0, 0), option(1, 4)], only('cost'))).toEqual([1, 0]);
    expect(utilities([option(0, 1, 1, 0), option(1, 1, 1, 50)], only('speed'))).toEqual([1, 0]);
  });

  it('give nothing for a speed that is unknown', () => {
    expect(utilities([option(0, 1, 1, Number.NaN), option(1, 1, 1, 80)], only('speed'))).toEqual([0, 1]);
    expect(utilities([option(0, 1, 0.7, Number.NaN)], { quality: 1, cost: 0, speed: 1 })).toEqual([0.35]);
  });

  const number = (max: number) => fc.double({ min: 0, max, noNaN: true });
  const some = fc.array(
    fc.record({
      index: fc.nat(),
      cost: number(10),
      quality: number(1),
      p95: fc.oneof(number(9000), fc.constant(Number.NaN)),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const weights = fc.record({
    quality: fc.double({ min: 0.01, max: 5, noNaN: true }),
    cost: number(5),
    speed: number(5),
  });

  it('are from 0 to 1, and no matter how large the weights are together', () => {
    fc.assert(
      fc.property(some, weights, (options, given) => {
        const found = utilities(options, given);
        const tenfold = utilities(options, {
          quality: given.quality * 10,
          cost: given.cost * 10,
          speed: given.speed * 10,
        });
        for (const [i, value] of found.entries()) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
          expect(tenfold[i]).toBeCloseTo(value, 9);
        }
      }),
    );
  });
});
