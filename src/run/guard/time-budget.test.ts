import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limits } from '../../contract/limits.ts';
import { defaultTimeBudgetMs, TimeBudget } from './time-budget.ts';

const limits: Limits = { concurrency: 4, maxConcurrency: 32, timeoutMs: 1, retries: 0 };

describe('calls in flight', () => {
  it('are as many as the user wrote, whatever they take', () => {
    const budget = new TimeBudget({ ...limits, concurrency: 3, maxConcurrency: undefined } as never, 10_000);
    budget.took(60_000);
    expect(budget.most(0, 0)).toBe(3);
  });

  it('are few until the first has come back', () => {
    expect(new TimeBudget(limits, 10_000).most(0, 0)).toBe(4);
  });

  it.each([
    // 1.5 × 2 s × 1,000 calls in 300 s
    [1000, 2000, 10],
    [100, 2000, 4],
    [1000, 20_000, 32],
  ])('%i calls of %i ms: %i', (calls, tookMs, most) => {
    const budget = new TimeBudget(limits, calls);
    budget.most(0, 0);
    budget.took(tookMs);
    expect(budget.most(0, 0)).toBe(most);
  });

  it('become more when time runs out, and fewer as calls are settled', () => {
    const budget = new TimeBudget(limits, 1000);
    budget.most(0, 5000);
    budget.took(2000);
    expect(budget.most(0, 5000)).toBe(10);
    expect(budget.most(0, 5000 + defaultTimeBudgetMs / 2)).toBe(20);
    expect(budget.most(500, 5000 + defaultTimeBudgetMs / 2)).toBe(10);
    // late already
    expect(budget.most(500, 5000 + 2 * defaultTimeBudgetMs)).toBe(32);
  });

  it('are aimed at the time that is given', () => {
    const budget = new TimeBudget({ ...limits, timeBudgetMs: 600_000 }, 1000);
    budget.most(0, 0);
    budget.took(4000);
    expect(budget.most(0, 0)).toBe(10);
  });

  it('are never fewer than the least, nor more than the most, and never fewer for slower calls', () => {
    const took = fc.integer({ min: 1, max: 600_000 });
    fc.assert(
      fc.property(took, took, fc.nat(5000), fc.nat(400_000), (one, other, settled, now) => {
        const at = (ms: number) => {
          const budget = new TimeBudget(limits, 5000);
          budget.most(0, 0);
          budget.took(ms);
          return budget.most(settled, now);
        };
        expect(at(Math.max(one, other))).toBeGreaterThanOrEqual(at(Math.min(one, other)));
        expect(at(one)).toBeGreaterThanOrEqual(4);
        expect(at(one)).toBeLessThanOrEqual(32);
      }),
    );
  });
});
