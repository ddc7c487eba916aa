import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt, CallResult } from '../contract/attempt.ts';
import type { Budget as BudgetEntry } from '../contract/budget.ts';
import type { Ledger } from '../contract/ledger.ts';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Target } from '../contract/suite.ts';
import { createBudget, type Budget } from './budget.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import { runPlan } from '../run/run-plan.ts';
import { worstCaseOf } from './worst-case.ts';

const price = { input: 1, output: 10 };
const prices = { priceOf: () => ({ price }) };
const targetOf = (index: number, maxOutputTokens?: number) =>
  ({
    id: `t${index}`,
    label: `t${index}`,
    provider: 'openai',
    model: `m${index}`,
    limits: { concurrency: 2, timeoutMs: 1, retries: 1 },
    parameters: maxOutputTokens === undefined ? {} : { maxOutputTokens },
  }) as Target;

function planOf(targets: number, cases: number): Plan {
  const suite = {
    seed: 1,
    prompts: [{ id: 'p', messages: [{ role: 'user', content: '{{input}}' }] }],
    cases: Array.from({ length: cases }, (_, i) => ({
      id: `c${i}`,
      tools: [],
      variables: { input: 'x'.repeat(200) },
    })),
    targets: Array.from({ length: targets }, (_, i) => targetOf(i, 1000)),
  } as unknown as Plan['suite'];
  const lanes = suite.targets.map((target, targetIndex) => ({
    target,
    calls: suite.cases.map((_, caseIndex) => ({ targetIndex, caseIndex, repeat: 0, isWarmup: false })),
  }));
  return { runId: 'r', suite, lanes, estimates: [] };
}

const budgetOf = (
  plan: Plan,
  usd: number | undefined,
  more: Partial<Parameters<typeof createBudget>[0]> = {},
) =>
  createBudget({
    plan,
    prices,
    budgets: [usd === undefined ? {} : { usd }],
    ledger: createMemoryLedger(),
    ...more,
  });

const callOf = (plan: Plan, target: number, index: number) => plan.lanes[target]?.calls[index] as PlannedCall;
const worst = worstCaseOf(planOf(1, 1), () => price)(callOf(planOf(1, 1), 0, 0), targetOf(0, 1000));

describe('createBudget', () => {
  it('allows everything without a cap, and records it', async () => {
    const plan = planOf(1, 1);
    const ledger = createMemoryLedger();
    const budget = budgetOf(plan, undefined, { ledger });
    expect(budget.reserve(callOf(plan, 0, 0), plan.suite.targets[0] as Target)).toBe('go');
    budget.settle(callOf(plan, 0, 0), 1234);
    await budget.close();
    expect(budget.refusal()).toBeNull();
    expect(await ledger.taken(['run:r'])).toEqual([1234]);
  });

  it('waits while money is only held, goes on once the truth is cheaper, and says why it stops', async () => {
    const plan = planOf(1, 4);
    const [target] = plan.suite.targets as [Target];
    const budget = budgetOf(plan, (2.4 * worst) / 1e9);
    const reserve = (i: number) => budget.reserve(callOf(plan, 0, i), target);
    expect([0, 1, 2].map(reserve)).toEqual(['go', 'go', 'wait']);
    budget.settle(callOf(plan, 0, 0), 1000);
    expect(reserve(2)).toBe('go');
    budget.settle(callOf(plan, 0, 1), worst);
    budget.settle(callOf(plan, 0, 2), null);
    expect(reserve(3)).toBe('stop');
    await budget.close();
    expect(budget.refusal()).toMatch(
      /budget\.usd, \$0\.0\d+: \$0\.0\d+ was spent, .*maxOutputTokens is 1000/,
    );
  });

  it('lets a further attempt wait until the one before it is settled, and counts both', async () => {
    const plan = planOf(1, 2);
    const [target] = plan.suite.targets as [Target];
    const ledger = createMemoryLedger();
    const budget = budgetOf(plan, (2.5 * worst) / 1e9, { ledger });
    const first = callOf(plan, 0, 0);
    expect(budget.reserve(first, target)).toBe('go');
    expect(budget.reserve(first, target)).toBe('wait');
    budget.settle(first, 1000);
    expect(budget.reserve(first, target)).toBe('go');
    budget.settle(first, 2000);
    expect(await ledger.taken(['run:r'])).toEqual([3000]);
    expect(budget.reserve(callOf(plan, 0, 1), target)).toBe('go');
  });

  it('does not count what has no price', () => {
    const plan = planOf(1, 1);
    const budget = budgetOf(plan, 1e-9, { prices: { priceOf: () => null } });
    expect(budget.reserve(callOf(plan, 0, 0), plan.suite.targets[0] as Target)).toBe('go');
  });

  it('pays for a case in all targets at once, and stops all of them at the same one', () => {
    const plan = planOf(2, 3);
    const [a, b] = plan.suite.targets as [Target, Target];
    const budget = budgetOf(plan, (5 * worst) / 1e9);
    expect(budget.reserve(callOf(plan, 0, 0), a)).toBe('go');
    expect(budget.reserve(callOf(plan, 0, 1), a)).toBe('go');
    // one call would fit, two do not
    expect(budget.reserve(callOf(plan, 0, 2), a)).toBe('wait');
    for (const i of [0, 1]) budget.settle(callOf(plan, 0, i), worst);
    for (const i of [0, 1]) expect(budget.reserve(callOf(plan, 1, i), b)).toBe('go');
    for (const i of [0, 1]) budget.settle(callOf(plan, 1, i), worst);
    expect(budget.reserve(callOf(plan, 0, 2), a)).toBe('stop');
    expect(budget.reserve(callOf(plan, 1, 2), b)).toBe('stop');
  });

  it('frees what was reserved for a target that makes no more calls', () => {
    const plan = planOf(2, 2);
    const [a, b] = plan.suite.targets as [Target, Target];
    const budget = budgetOf(plan, (2 * worst) / 1e9);
    expect(budget.reserve(callOf(plan, 0, 0), a)).toBe('go');
    expect(budget.reserve(callOf(plan, 0, 1), a)).toBe('wait');
    budget.leave(b);
    expect(budget.reserve(callOf(plan, 0, 1), a)).toBe('go');
  });

  it('caps provider, key and month, the lowest cap of several first', async () => {
    const cap = (1.5 * worst) / 1e9;
    const tight: BudgetEntry[] = [
      { providers: { openai: { dayUsd: cap } } },
      { keys: { OPENAI_API_KEY: { monthUsd: cap } } },
      { monthUsd: cap },
    ];
    for (const budgets of tight.map((entry) => [{ usd: 100, monthUsd: 100 }, entry])) {
      const plan = planOf(1, 2);
      const [target] = plan.suite.targets as [Target];
      const budget = budgetOf(plan, 100, { budgets, keyOf: () => 'OPENAI_API_KEY' });
      expect(budget.reserve(callOf(plan, 0, 0), target)).toBe('go');
      budget.settle(callOf(plan, 0, 0), worst);
      expect(budget.reserve(callOf(plan, 0, 1), target)).toBe('stop');
      await budget.close();
      expect(budget.refusal()).toMatch(
        /budget\.(providers\.openai\.dayUsd|keys\.OPENAI_API_KEY\.monthUsd|monthUsd), /,
      );
    }
  });
});

const result = (failed: boolean): CallResult => ({
  outcome: failed ? 'error' : 'ok',
  timestamps: { scheduled: 0, dispatched: 0, sent: 0, connected: null, headers: 0, firstByte: 0, closed: 0 },
  frames: { at: [], kinds: '' },
  answer: null,
  tokens: null,
  rawUsage: null,
  responseModel: null,
  responseId: null,
  httpStatus: 200,
  failure: failed ? { class: 'http_5xx', message: 'x', httpStatus: 500, retryAfterMs: 0 } : null,
});

/** A ledger that answers after a while, as one over a network does. */
function slowly(ledger: Ledger): Ledger {
  return {
    ...ledger,
    reserve: async (claims) => {
      await sleep(0);
      return ledger.reserve(claims);
    },
  };
}

interface Told {
  attempts: Attempt[];
  /** Nano-dollars, the true cost of everything that was sent. */
  spent: number;
}

async function carryOut(plan: Plan, budgetFor: (changed: () => void) => Budget, seed: number): Promise<Told> {
  let state = seed + 1;
  const draw = (n: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * n);
  };
  const told: Told = { attempts: [], spent: 0 };
  let ask: (() => void) | undefined;
  const budget = budgetFor(() => ask?.());
  const attempts = runPlan(plan, {
    model: {
      async call() {
        if (draw(3) === 0) await sleep(draw(2));
        return result(draw(5) === 0);
      },
    },
    messagesOf: () => [],
    journal: { append: async () => undefined, close: async () => undefined },
    stop: new AbortController().signal,
    kill: new AbortController().signal,
    mayStart: (call, target) => budget.reserve(call, target),
    laneEnded: (target) => budget.leave(target),
    onChange: (askAgain) => (ask = askAgain),
  });
  for await (const { attempt, call } of attempts) {
    told.attempts.push(attempt);
    const cost = draw(4) === 0 ? null : draw(worst + 1);
    told.spent += cost ?? worst;
    budget.settle(call, cost);
  }
  await budget.close();
  return told;
}

describe('a run under a budget, whatever fails and in whatever time', () => {
  const schedule = fc.record({
    targets: fc.integer({ min: 1, max: 3 }),
    cases: fc.integer({ min: 1, max: 8 }),
    calls: fc.double({ min: 0, max: 30, noNaN: true }),
    slow: fc.boolean(),
    runs: fc.integer({ min: 1, max: 2 }),
    seed: fc.nat(),
  });

  it('spends no more than the cap, also together with another run; nothing is settled twice', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async ({ targets, cases, calls, slow, runs, seed }) => {
        const accounts = new Map();
        const cap = Math.round(calls * worst) + 1;
        const both = await Promise.all(
          Array.from({ length: runs }, (_, i) => {
            const plan = { ...planOf(targets, cases), runId: `r${i}` };
            const memory = createMemoryLedger(accounts);
            return carryOut(
              plan,
              (changed) =>
                createBudget({
                  plan,
                  prices,
                  budgets: [{ dayUsd: cap / 1e9 }],
                  ledger: slow ? slowly(memory) : memory,
                  changed,
                }),
              seed + i,
            );
          }),
        );
        expect(both.reduce((sum, { spent }) => sum + spent, 0)).toBeLessThanOrEqual(cap);
        for (const { attempts } of both) {
          const settled = attempts.filter(({ isFinal }) => isFinal).map((a) => `${a.targetId} ${a.caseId}`);
          expect(new Set(settled).size).toBe(settled.length);
          expect(settled.length).toBeLessThanOrEqual(targets * cases);
          if (runs === 1 && calls > 3 * targets * cases) expect(settled.length).toBe(targets * cases);
          const begun = Array.from({ length: targets }, (_, t) =>
            attempts
              .filter((a) => a.targetId === `t${t}` && a.attempt === 0)
              .map((a) => a.caseId)
              .toSorted(),
          );
          for (const each of begun) expect(each).toEqual(begun[0]);
        }
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});
