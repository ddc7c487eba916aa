import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../contract/suite.ts';
import { orderCalls } from './order-calls.ts';

const order = (cases: number, repeats: number, warmup: number, seed = 1) =>
  orderCalls({ cases: Array.from({ length: cases }, () => ({}) as Case), repeats, warmup, seed });
const sizes = fc.tuple(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 0, max: 30 }),
  fc.nat(99),
);

describe('orderCalls', () => {
  it('asks every case once in each round, one round after the other', () => {
    fc.assert(
      fc.property(sizes, ([cases, repeats, warmup, seed]) => {
        const measured = order(cases, repeats, warmup, seed).filter(({ isWarmup }) => !isWarmup);
        expect(measured).toHaveLength(cases * repeats);
        for (let repeat = 0; repeat < repeats; repeat++) {
          const round = measured.slice(repeat * cases, (repeat + 1) * cases);
          expect(round.every((call) => call.repeat === repeat)).toBe(true);
          expect(round.map(({ caseIndex }) => caseIndex).sort((a, b) => a - b)).toEqual(
            Array.from({ length: cases }, (_, i) => i),
          );
        }
      }),
    );
  });

  it('warms up first, and never gives a sample twice', () => {
    fc.assert(
      fc.property(sizes, ([cases, repeats, warmup, seed]) => {
        const calls = order(cases, repeats, warmup, seed);
        expect(calls.slice(0, warmup).every(({ isWarmup }) => isWarmup)).toBe(true);
        expect(calls.filter(({ isWarmup }) => isWarmup)).toHaveLength(warmup);
        expect(new Set(calls.map(({ caseIndex, repeat }) => `${caseIndex} ${repeat}`)).size).toBe(
          calls.length,
        );
      }),
    );
  });

  it('does not warm up with the cases that are measured first', () => {
    const calls = order(10, 1, 3);
    const warm = calls.slice(0, 3).map(({ caseIndex }) => caseIndex);
    expect(warm).toEqual(
      calls
        .slice(-3)
        .map(({ caseIndex }) => caseIndex)
        .toReversed(),
    );
  });

  it('is the same for a seed, another for another, and another in the next round', () => {
    expect(order(20, 2, 0, 5)).toEqual(order(20, 2, 0, 5));
    expect(order(20, 1, 0, 5)).not.toEqual(order(20, 1, 0, 6));
    const indices = order(20, 2, 0).map(({ caseIndex }) => caseIndex);
    expect(indices.slice(0, 20)).not.toEqual(indices.slice(20));
  });

  it('keeps the first rounds when further ones are added', () => {
    expect(order(8, 3, 0).slice(0, 16)).toEqual(order(8, 2, 0));
  });

  it('of no cases is nothing, whatever the warm-up', () => {
    expect(order(0, 3, 5)).toEqual([]);
  });
});
