import { expect, it } from 'vitest';
import type { MetricComparison } from '../../contract/comparison.ts';
import {
  effectInterval,
  effectText,
  effectValue,
  pText,
  shortVerdictText,
  sideText,
  verdictText,
} from './comparison-words.ts';

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
  expect(effectText(metric({}))).toBe('+2.6 [−2.9, +8.1]');
  expect(effectText(metric({ scale: 'ratio', effect: ratio }))).toBe('×0.370 [×0.330, ×12.3]');
  const none = metric({ effect: null });
  expect([effectText(none), effectValue(none), effectInterval(none)]).toEqual(['n/a', 'n/a', '']);
  expect(effectText(undefined)).toBe('n/a');
});

it.each<[Partial<MetricComparison>, string, string]>([
  [{}, 'inconclusive: about 1,234 more cases', 'inconclusive, +1,234'],
  [{ more_cases: 1 }, 'inconclusive: about 1 more case', 'inconclusive, +1'],
  [{ more_cases: null }, 'inconclusive', 'inconclusive'],
  [{ more_cases: 2e6 }, 'inconclusive', 'inconclusive'],
  [{ effect: null }, 'n/a', 'n/a'],
  [{ verdict: 'within' }, 'within 3 points', 'within 3 points'],
  [{ verdict: 'within', margin: 0.025 }, 'within 2.5 points', 'within 2.5 points'],
  [{ verdict: 'within', scale: 'ratio', margin: 0.05 }, 'within 5 %', 'within 5 %'],
  [{ verdict: 'worse', metric: 'cost' }, 'more expensive', 'more expensive'],
  [{ verdict: 'better', metric: 'ttft_ms' }, 'faster', 'faster'],
])('says %j as %s, in short %s', (more, long, short) => {
  expect([verdictText(metric(more)), shortVerdictText(metric(more))]).toEqual([long, short]);
});

it.each<[MetricComparison['metric'], number | null, string]>([
  ['quality', 0.9, '90.0'],
  ['error_rate', 0.0004, '0.04'],
  ['cost', 0.5, '$0.50'],
  ['e2e_ms', 1400, '1,400 ms'],
  ['ttft_ms', null, 'n/a'],
])('shows a side of %s, %j, as %s', (name, value, text) => {
  expect(sideText(name, value)).toBe(text);
});

it('shows the adjusted p, the unknown as n/a', () => {
  expect([pText(metric({})), pText(metric({ p_adjusted: null })), pText(undefined)]).toEqual([
    '0.400',
    'n/a',
    'n/a',
  ]);
});
