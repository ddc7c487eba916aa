import { expect, it } from 'vitest';
import type { MetricComparison } from '../../../../src/contract/comparison.ts';
import { effectText, intervalText, sideText, verdictText } from './effect-text.ts';

const metric = (more: Partial<MetricComparison>): MetricComparison => ({
  metric: 'quality',
  scale: 'difference',
  first: 0.9,
  second: 0.8,
  effect: {
    value: 0.026,
    low: -0.029,
    high: 0.081,
    level: 0.95,
    method: 'tango',
    alone: { low: 0, high: 0.05 },
  },
  this_suite: null,
  p: 0.4,
  p_holm: 0.4,
  p_adjusted: 0.4,
  test: 'mcnemar-exact',
  margin: 0.03,
  verdict: 'undecided',
  n: 100,
  clusters: 100,
  n_unknown: 0,
  design_effect: 1,
  more_cases: 1234,
  ...more,
});
const ratio = {
  value: 0.37,
  low: 0.33,
  high: 12.3,
  level: 0.95,
  method: 'clustered-t',
  alone: { low: 0.35, high: 4 },
} as const;

it('writes differences in points and ratios as such', () => {
  expect(effectText(metric({}))).toBe('+2.6');
  expect(intervalText(metric({}))).toBe('−2.9 to +8.1');
  expect(effectText(metric({ scale: 'ratio', effect: ratio }))).toBe('×0.370');
  expect(intervalText(metric({ scale: 'ratio', effect: ratio }))).toBe('×0.330 to ×12.3');
  expect([effectText(metric({ effect: null })), intervalText(metric({ effect: null }))]).toEqual(['n/a', '']);
});

it('says what is known, in the words of the metric', () => {
  const says = (more: Partial<MetricComparison>) => verdictText(metric(more));
  expect(says({})).toBe('inconclusive: about 1,234 more cases');
  expect(says({ more_cases: null })).toBe('inconclusive');
  expect(says({ effect: null })).toBe('unknown');
  expect(says({ verdict: 'within' })).toBe('within 3 points');
  expect(says({ verdict: 'within', scale: 'ratio', margin: 0.05 })).toBe('within 5 %');
  expect(says({ verdict: 'worse', metric: 'cost' })).toBe('more expensive');
});

it('shows a side in its unit, the unknown as n/a', () => {
  expect(sideText('quality', 0.9)).toMatch(/^90\.0/);
  expect(sideText('cost', 0.5)).toBe('$0.50 / 1k');
  expect(sideText('e2e_ms', null)).toBe('n/a');
});
