import { describe, expect, it } from 'vitest';
import type { PlanReport, TargetPlan } from '../contract/plan-report.ts';
import { planTable } from './plan-table.ts';

const range = (low: number, likely: number, high: number) => ({ low, likely, high });
const target: TargetPlan = {
  id: 'a',
  label: 'first',
  calls: 30,
  input_tokens: range(900, 1000, 1100),
  output_tokens: range(30, 600, 3000),
  cost_usd: range(0.01, 0.02, 0.3),
  seconds: range(10, 20, 30),
  source: null,
  shortage: null,
};
const second = { ...target, id: 'b', label: 'second', output_tokens: null, cost_usd: null };
const report: PlanReport = {
  schema: 'assay.estimate/1',
  suite: { name: 'triage', hash: 'ab', cases: 30, repeats: 1, warmup: 2 },
  budget_usd: 0.5,
  targets: [target, second],
  total: {
    calls: 60,
    input_tokens: range(1800, 2000, 2200),
    output_tokens: range(30, 600, 3000),
    cost_usd: range(0.01, 0.02, 0.3),
    seconds: range(10, 25, 60),
  },
  unpriced: ['second'],
  unpriced_models: [],
  allow_unpriced: false,
  notes: [],
  judging: null,
  sandbox: null,
};
const textOf = (more: Partial<PlanReport> = {}) =>
  planTable({ ...report, ...more }, { color: false, width: 400 });

it('shows every target and a total', () => {
  const text = planTable(report, { color: false, width: 120 });
  expect(text).toMatch(/first +30 +900 – 1,100 +30 – 3,000 +0\.01 – 0\.30 +0\.02 +10 s – 30 s/);
  expect(text).toMatch(/second +30 .*n\/a/);
  expect(text).toMatch(/total +60 +1,800 – 2,200 .*10 s – 1 min 00 s/);
});

const source = { answers: 40, runs: ['01900000-0000-7000-8000-000000000011'], same_suite: false };
const shortage = {
  seconds: 600,
  budget_seconds: 60,
  limit: { path: 'limits.requestsPerMinute', value: 3 },
  needed_value: 30,
  calls_that_fit: 3,
};
const judging = {
  models: ['x/judge'],
  calls: 60,
  input_tokens: range(1, 2, 3),
  output_tokens: range(1, 2, 3),
};
const batch: TargetPlan = { ...target, seconds: null, most_seconds: 86_400 };

it.each<[string, Partial<PlanReport>]>([
  ['30 cases × 1 repeat × 2 targets, and 2 warm-up calls per target', {}],
  ['no price is known for second: the total leaves them out', {}],
  ['tokens are estimated from the length of the text; nothing has been sent', {}],
  ['the run stops before spending more than $0.50', {}],
  ['answers: first 40', { targets: [{ ...target, source }, second] }],
  ['the suite has changed since: output and time alone', { targets: [{ ...target, source }] }],
  ['of the other targets tokens are estimated', { targets: [{ ...target, source }, second] }],
  ['first takes 10 min 00 s at the least, more than its 1 min 00 s', { targets: [{ ...target, shortage }] }],
  ['30 would do, or 3 calls instead of 30', { targets: [{ ...target, shortage }] }],
  ['judges (x/judge): 60 calls at a price that is not known', { judging: { ...judging, cost_usd: null } }],
  ['60 calls for $1.00 – 3.00, likely $2.00', { judging: { ...judging, cost_usd: range(1, 2, 3) } }],
  ['what to know', { notes: ['what to know'] }],
  ['the run will be refused: no sandbox', { sandbox: { refused: 'no sandbox' } }],
  [
    'a batch costs what the price list says',
    { targets: [batch], total: { ...report.total, most_seconds: 86_400 } },
  ],
])('says "%s"', (sentence, more) => {
  expect(textOf(more)).toContain(sentence);
});

it('promises nothing that does not hold', () => {
  expect(textOf({ budget_usd: null })).not.toContain('the run stops');
  expect(textOf({ targets: [batch] })).not.toContain('warm-up');
  expect(textOf({ unpriced: [] })).not.toContain('no price is known');
});

describe('a cap that could not hold a target', () => {
  const models = [{ label: 'second', settings: ['budget.usd'], remedy: 'give the target `price: …`' }];

  it('is not promised to stop the run', () => {
    const text = textOf({ unpriced_models: models });
    expect(text).toContain(
      'the run will be refused: no price is known for second, so budget.usd could not stop it; give the target `price: …`, or --allow-unpriced',
    );
    expect(text).not.toContain('the run stops before spending more');
  });

  it('is told of where it may be, beside the cap that holds the others', () => {
    const text = textOf({ unpriced_models: models, allow_unpriced: true });
    expect(text).toContain('the run stops before spending more than $0.50');
    expect(text).toContain('no cap holds second');
  });
});
