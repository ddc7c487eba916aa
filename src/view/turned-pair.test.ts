import { expect, it } from 'vitest';
import type { Comparison, MetricComparison } from '../contract/comparison.ts';
import { pairOf } from './turned-pair.ts';

const metric = (more: Partial<MetricComparison>) =>
  ({
    metric: 'quality',
    scale: 'difference',
    first: 0.9,
    second: 0.8,
    verdict: 'better',
    ...more,
  }) as MetricComparison;

const pair: Comparison['pairs'][number] = {
  first: 0,
  second: 1,
  shared_cases: 10,
  metrics: [
    metric({
      effect: {
        value: 0.1,
        low: 0.05,
        high: 0.2,
        level: 0.95,
        method: 'tango',
        alone: { low: 0.08, high: 0.16 },
      },
      this_suite: null,
    }),
    metric({
      metric: 'cost',
      scale: 'ratio',
      effect: {
        value: 2,
        low: 1.6,
        high: 4,
        level: 0.95,
        method: 'clustered-t',
        alone: { low: 1.6, high: 2.5 },
      },
      this_suite: { low: 1.6, high: 2.5 },
      verdict: 'worse',
    }),
  ],
  cases: {
    first_ahead: 3,
    second_ahead: 1,
    level: 6,
    by_category: [{ name: 'law', n: 4, difference: 0.5, first_ahead: 3, second_ahead: 1 }],
    by_tag: [],
    first_examples: ['a'],
    second_examples: ['b'],
  },
};
const comparison = { pairs: [pair] } as unknown as Comparison;

it('gives a pair as it was compared, and turned round', () => {
  expect(pairOf(comparison, 0, 1)).toBe(pair);
  const back = pairOf(comparison, 1, 0);
  expect(back?.metrics[0]).toMatchObject({
    first: 0.8,
    second: 0.9,
    verdict: 'worse',
    effect: { value: -0.1, low: -0.2, high: -0.05 },
  });
  expect(back?.metrics[1]).toMatchObject({
    verdict: 'better',
    effect: { value: 0.5, low: 0.25, high: 0.625 },
    this_suite: { low: 0.4, high: 0.625 },
  });
  expect(back?.cases).toMatchObject({ first_ahead: 1, second_ahead: 3, first_examples: ['b'] });
  expect(back?.cases.by_category[0]).toMatchObject({ difference: -0.5, first_ahead: 1 });
});

it('turned twice it is the same', () => {
  const back = pairOf(comparison, 1, 0);
  const again = pairOf({ pairs: [back] } as unknown as Comparison, 0, 1);
  expect(again).toEqual(pair);
});

it('knows when two were not compared', () => {
  expect(pairOf(comparison, 0, 2)).toBeNull();
});
