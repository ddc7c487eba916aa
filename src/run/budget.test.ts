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
    expect(budget.reserve(call(0), target)).toBe(true);
  });

  it('refuses what could pass the cap, and allows it again once the truth is cheaper', () => {
    const budget = createBudget(planOf(0.05), { priceOf: () => ({ price }) });
    expect([0, 1, 2].map((i) => budget.reserve(call(i), target))).toEqual([true, true, false]);
    budget.settle(call(0), target, 1000, true);
    expect(budget.reserve(call(2), target)).toBe(true);
  });

  it('does not count what has no price', () => {
    const budget = createBudget(planOf(0.000001), { priceOf: () => null });
    expect(budget.reserve(call(0), target)).toBe(true);
  });

  it('never lets spending pass the cap, whatever the order of calls, retries and costs', () => {
    const step = fc.record({
      cost: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
      isLast: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        (steps, cap) => {
          const budget = createBudget(planOf(cap), { priceOf: () => ({ price }) });
          let spent = 0;
          steps.forEach(({ cost, isLast }, i) => {
            if (!budget.reserve(call(i), target)) return;
            // a true cost is at most the worst case of one attempt: 1,000 tokens out at 10 dollars per million, and the input
            if (!isLast) {
              spent += cost ?? 0;
              budget.settle(call(i), target, cost, false);
            }
            spent += cost ?? 0;
            budget.settle(call(i), target, cost, true);
          });
          expect(spent).toBeLessThanOrEqual(cap * 1e9);
        },
      ),
    );
  });
});
