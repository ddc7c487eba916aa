import { describe, expect, it } from 'vitest';
import type { Plan, TargetEstimate } from '../contract/plan.ts';
import type { Suite } from '../contract/suite.ts';
import { planJson, planTable } from './plan-table.ts';

const range = (low: number, likely: number, high: number) => ({ low, likely, high });
const estimates: TargetEstimate[] = [
  {
    targetId: 'a',
    label: 'first',
    calls: 30,
    inputTokens: range(900, 1000, 1100),
    outputTokens: range(30, 600, 3000),
    costUsd: range(0.01, 0.02, 0.3),
    seconds: range(10, 20, 30),
  },
  {
    targetId: 'b',
    label: 'second',
    calls: 30,
    inputTokens: range(900, 1000, 1100),
    outputTokens: null,
    costUsd: null,
    seconds: range(5, 25, 60),
  },
];
const suite: Suite = {
  name: 'triage',
  hash: 'ab',
  prompts: [],
  cases: [],
  targets: [],
  repeats: 1,
  warmup: 2,
  budgetUsd: 0.5,
  slo: {},
  seed: 1,
};
const plan: Plan = { runId: 'r', suite, lanes: [], estimates };

describe('planTable', () => {
  const text = planTable(plan, { color: false, width: 120 });
  it('shows every target and a total', () => {
    expect(text).toMatch(/first +30 +900 – 1,100 +30 – 3,000 +0\.01 – 0\.30 +0\.02 +10 s – 30 s/);
    expect(text).toMatch(/second +30 .*n\/a/);
    expect(text).toMatch(/total +60 +1,800 – 2,200 .*10 s – 1 min 00 s/);
  });
  it('says what is left out, what is not sent and where it stops', () => {
    expect(text).toContain('no price is known for second: the total leaves them out');
    expect(text).toContain('nothing has been sent');
    expect(text).toContain('the run stops before spending more than $0.50');
    expect(text).toContain('2 warm-up calls per target');
  });
});

describe('planJson', () => {
  it('is versioned and keeps unknown as null', () => {
    const document = JSON.parse(planJson(plan));
    expect(document.schema).toBe('assay.estimate/1');
    expect(document.targets[1]).toMatchObject({ id: 'b', cost_usd: null, output_tokens: null });
    expect(document.total).toMatchObject({
      calls: 60,
      cost_usd: range(0.01, 0.02, 0.3),
      seconds: range(10, 25, 60),
    });
    expect(document.unpriced).toEqual(['second']);
  });
});

describe('a cap that could not hold a target', () => {
  const models = [{ label: 'second', settings: ['budget.usd'], remedy: 'give the target `price: …`' }];
  const text = (isAllowed: boolean) =>
    planTable(plan, { color: false, width: 400, unpricedModels: { models, isAllowed } });

  it('is not promised to stop the run', () => {
    expect(text(false)).toContain(
      'the run will be refused: no price is known for second, so budget.usd could not stop it; give the target `price: …`, or --allow-unpriced',
    );
    expect(text(false)).not.toContain('the run stops before spending more');
  });

  it('is told of where it may be, beside the cap that holds the others', () => {
    expect(text(true)).toContain('the run stops before spending more than $0.50');
    expect(text(true)).toContain('no cap holds second');
    const json = JSON.parse(planJson(plan, { unpricedModels: { models, isAllowed: true } })) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({
      unpricedModels: [{ label: 'second', settings: ['budget.usd'] }],
      allow_unpriced: true,
    });
  });
});
