import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Target } from '../contract/suite.ts';
import { createBudget } from './budget.ts';

const target = {
  id: 't',
  limits: { concurrency: 1, timeoutMs: 1, retries: 1 },
  parameters: { maxOutputTokens: 1000 },
} as Target;
const price = { input: 1, output: 10 };
const planOf = (budgetUsd?: number): Plan =>
  ({
    suite: {
      prompts: [{ id: 'p', messages: [{ role: 'user', content: '{{input}}' }] }],
      cases: [{ id: 'c', variables: { input: 'x'.repeat(200) } }],
      budgetUsd,
    },
  }) as unknown as Plan;
const call = (repeat: number): PlannedCall => ({ targetIndex: 0, caseIndex: 0, repeat, isWarmup: false });

describe('createBudget', () => {
  it('allows everything without a cap', () => {
    const budget = createBudget(planOf(), { priceOf: () => ({ price }) });
    expect(budget.reserve(call(0), target)).toBe('go');
    expect(budget.refusal()).toBeNull();
  });

  it('waits while money is only held, goes on once the truth is cheaper, and stops when it is gone', () => {
    const budget = createBudget(planOf(0.025), { priceOf: () => ({ price }) });
    const calls = [call(0), call(1), call(2)] as const;
    expect(calls.map((each) => budget.reserve(each, target))).toEqual(['go', 'go', 'wait']);
    budget.settle(calls[0], 1000);
    expect(budget.reserve(calls[2], target)).toBe('go');
    budget.settle(calls[1], 10_000_000);
    budget.settle(calls[2], 10_000_000);
    expect(budget.reserve(call(3), target)).toBe('stop');
    expect(budget.refusal()).toMatch(/budget of \$0\.025: \$0\.02 was spent, .*maxOutputTokens is 1000/);
  });

  it('does not count what has no price', () => {
    const budget = createBudget(planOf(0.000001), { priceOf: () => null });
    expect(budget.reserve(call(0), target)).toBe('go');
  });

  it('never lets spending pass the cap, whatever the order of attempts and costs', () => {
    // a true cost is at most the worst case: 1,000 tokens out at 10 dollars per million, and the input
    const step = fc.record({
      cost: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
      settleFirst: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        (steps, cap) => {
          const budget = createBudget(planOf(cap), { priceOf: () => ({ price }) });
          const open: { planned: PlannedCall; cost: number | null }[] = [];
          let spent = 0;
          const settleOne = () => {
            const done = open.shift();
            if (!done) return;
            spent += done.cost ?? 0;
            budget.settle(done.planned, done.cost);
          };
          steps.forEach(({ cost, settleFirst }, i) => {
            if (settleFirst) settleOne();
            const planned = call(i);
            if (budget.reserve(planned, target) === 'go') open.push({ planned, cost });
          });
          while (open.length > 0) settleOne();
          expect(spent).toBeLessThanOrEqual(cap * 1e9);
        },
      ),
    );
  });
});
