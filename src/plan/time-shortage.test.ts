import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limits, SharedLimits } from '../contract/limits.ts';
import type { Suite, Target } from '../contract/suite.ts';
import { concurrencyFor, minMs, timeShortage } from './time-shortage.ts';

const targetOf = (limits: Partial<Limits> = {}, more: Partial<Target> = {}) =>
  ({ provider: 'p', limits: { concurrency: 4, timeoutMs: 1000, retries: 0, ...limits }, ...more }) as Target;
const suiteOf = (targets: Target[], shared?: Partial<SharedLimits>) =>
  ({ targets, ...(shared && { shared: { providers: {}, keys: {}, ...shared } }) }) as unknown as Suite;
const work = { calls: 600, e2eMs: 4000, tokens: 120_000 };

describe('concurrencyFor', () => {
  it('is what the time asks for, between what is written and the ceiling', () => {
    expect(concurrencyFor(targetOf({ maxConcurrency: 32 }), work)).toBe(8);
    expect(concurrencyFor(targetOf({ maxConcurrency: 6 }), work)).toBe(6);
    expect(concurrencyFor(targetOf(), work)).toBe(4);
    expect(concurrencyFor(targetOf({ maxConcurrency: 32 }), { ...work, e2eMs: null })).toBe(4);
    expect(concurrencyFor(targetOf({ maxConcurrency: 32, timeBudgetMs: 60_000 }), work)).toBe(32);
  });
});

describe('timeShortage', () => {
  it('is none when the time is enough, or nothing is known', () => {
    const target = targetOf({ maxConcurrency: 32, requestsPerMinute: 120 });
    expect(timeShortage(suiteOf([target]), target, work)).toBeNull();
    expect(timeShortage(suiteOf([target]), target, { calls: 1, e2eMs: null, tokens: null })).toBeNull();
  });

  it('names the limit that is in the way, and what would do', () => {
    const target = targetOf({ requestsPerMinute: 60 });
    expect(timeShortage(suiteOf([target]), target, work)).toEqual({
      seconds: 600,
      budgetSeconds: 300,
      limit: { path: 'limits.requestsPerMinute', value: 60 },
      neededValue: 120,
      callsThatFit: 300,
    });
    expect(timeShortage(suiteOf([targetOf()]), targetOf(), work)?.limit).toEqual({
      path: 'limits.concurrency',
      value: 4,
    });
  });

  it('counts all who share a limit', () => {
    const targets = [targetOf(), targetOf(), targetOf({}, { provider: 'q' })];
    const suite = suiteOf(targets, { providers: { p: { tokensPerMinute: 24_000 } } });
    const short = timeShortage(suite, targets[0] as Target, { ...work, e2eMs: null });
    expect(short).toMatchObject({ seconds: 600, limit: { path: 'limits.providers.p.tokensPerMinute' } });
    expect(timeShortage(suite, targets[2] as Target, { ...work, e2eMs: null })).toBeNull();
  });

  it('what it says would do does', () => {
    const any = fc.record({
      calls: fc.integer({ min: 1, max: 5000 }),
      requestsPerMinute: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(any, ({ calls, requestsPerMinute }) => {
        const target = targetOf({ requestsPerMinute });
        const asked = { calls, e2eMs: null, tokens: null };
        const short = timeShortage(suiteOf([target]), target, asked);
        if (!short) {
          expect(minMs(suiteOf([target]), target, asked)).toBeLessThanOrEqual(300_000);
          return;
        }
        const raised = targetOf({ requestsPerMinute: short.neededValue });
        expect(timeShortage(suiteOf([raised]), raised, asked)).toBeNull();
        const fewer = { ...asked, calls: short.callsThatFit };
        expect(timeShortage(suiteOf([target]), target, fewer)).toBeNull();
      }),
    );
  });
});
