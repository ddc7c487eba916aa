import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverse, product } from './solve.ts';
import { scaled, weightedOrder } from './weighted-order.ts';

describe('scaled', () => {
  it.each([
    [[1, 3, 2], true, [0, 1, 0.5]],
    [[1, 3, 2], false, [1, 0, 0.5]],
    [[5, 5], true, [1, 1]],
    [[5, 5], false, [1, 1]],
    [[null, 2, 4], true, [null, 0, 1]],
    [[null, 2], false, [null, 1]],
    [[null], true, [null]],
    [[], true, []],
  ])('%j, higher is better: %s', (values, higherIsBetter, expected) => {
    expect(scaled(values, higherIsBetter)).toEqual(expected);
  });
});

describe('weightedOrder', () => {
  it('leaves out who lacks a criterion that counts, and keeps who lacks one that does not', () => {
    const candidates = [
      { a: 1, b: null },
      { a: 0.5, b: 1 },
      { a: null, b: 1 },
    ];
    expect(weightedOrder(candidates, { a: 1, b: 0 }).order.map(({ place }) => place)).toEqual([0, 1]);
    expect(weightedOrder(candidates, { a: 1, b: 1 }).order).toEqual([{ place: 1, score: 0.75 }]);
  });

  it('keeps equal ones in the order given, whatever the weights add up to', () => {
    const candidates = [
      { a: 0.5, b: 0.5 },
      { a: 1, b: 0 },
      { a: 0, b: 1 },
    ];
    expect(weightedOrder(candidates, { a: 3, b: 3 })).toEqual(weightedOrder(candidates, { a: 1, b: 1 }));
    expect(weightedOrder(candidates, { a: 1, b: 1 }).order.map(({ place }) => place)).toEqual([0, 1, 2]);
  });

  it('says from which weight on the order turns', () => {
    const { ranges } = weightedOrder(
      [
        { a: 1, b: 0 },
        { a: 0, b: 0.5 },
      ],
      { a: 1, b: 1 },
    );
    expect(ranges[0]).toMatchObject({ criterion: 'a', share: 0.5, order: { high: 1 } });
    expect(ranges[0]?.order.low).toBeCloseTo(1 / 3, 12);
    expect(ranges[1]?.order.high).toBeCloseTo(2 / 3, 12);
  });

  it('of one candidate never turns', () => {
    expect(weightedOrder([{ a: 0.2 }], { a: 1 }).ranges[0]).toMatchObject({
      order: { low: 0, high: 1 },
      first: { low: 0, high: 1 },
    });
    expect(weightedOrder([], { a: 1 }).order).toEqual([]);
  });

  const criterion = fc.integer({ min: 0, max: 10 }).map((value) => value / 10);
  it('has the given share in every range, and a first place that lasts as long as the order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: criterion, b: criterion, c: criterion }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        (candidates, weight) => {
          for (const { share, order, first } of weightedOrder(candidates, { a: weight, b: 2, c: 1 }).ranges) {
            expect(order.low).toBeLessThanOrEqual(share + 1e-9);
            expect(order.high).toBeGreaterThanOrEqual(share - 1e-9);
            expect(first.low).toBeLessThanOrEqual(order.low + 1e-12);
            expect(first.high).toBeGreaterThanOrEqual(order.high - 1e-12);
          }
        },
      ),
    );
  });
});

describe('inverse', () => {
  it('gives back what it is multiplied with', () => {
    const square = fc.array(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(square, (rows) => {
        // A·Aᵀ + 1 is symmetric and positive definite
        const matrix = rows.map((row, i) =>
          rows.map((other, j) =>
            row.reduce((sum, value, k) => sum + value * (other[k] as number), i === j ? 1 : 0),
          ),
        );
        const found = inverse(matrix);
        if (!found) throw new Error('it has one');
        product(matrix, found).forEach((row, i) =>
          row.forEach((value, j) => expect(value).toBeCloseTo(i === j ? 1 : 0, 6)),
        );
      }),
    );
  });

  it('is none of a singular matrix, and works without a number on the diagonal', () => {
    expect(
      inverse([
        [1, 2],
        [2, 4],
      ]),
    ).toBeNull();
    expect(
      inverse([
        [0, 1],
        [1, 0],
      ]),
    ).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});
