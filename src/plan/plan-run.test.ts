import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case, Suite, Target } from '../contract/suite.ts';
import { planRun } from './plan-run.ts';

const makeCase = (index: number, extra: Partial<Case> = {}): Case => ({
  id: `case-${index}`,
  index,
  variables: { input: 'x'.repeat(40) },
  expected: 'y'.repeat(8),
  tags: [],
  weight: 1,
  tools: [],
  scorers: [],
  ...extra,
});

const makeTarget = (index: number, extra: Partial<Target> = {}): Target => ({
  id: `target-${index}`,
  label: `Target ${index}`,
  provider: 'sim',
  model: `m${index}`,
  promptId: 'default',
  parameters: {},
  limits: { concurrency: 4, timeoutMs: 1000, retries: 0 },
  ...extra,
});

const makeSuite = (cases: number, targets: number, extra: Partial<Suite> = {}): Suite => ({
  name: 'made',
  hash: '0',
  prompts: [{ id: 'default', messages: [{ role: 'user', content: '{{input}}' }] }],
  cases: Array.from({ length: cases }, (_, i) => makeCase(i)),
  targets: Array.from({ length: targets }, (_, i) => makeTarget(i)),
  repeats: 1,
  warmup: 0,
  slo: {},
  seed: 1,
  ...extra,
});

const plan = (suite: Suite) => planRun(suite, { runId: 'run', priceOf: () => null });

const anySuite = fc
  .record({
    cases: fc.integer({ min: 1, max: 30 }),
    targets: fc.integer({ min: 0, max: 4 }),
    repeats: fc.integer({ min: 1, max: 4 }),
    warmup: fc.integer({ min: 0, max: 40 }),
    seed: fc.integer(),
  })
  .map(({ cases, targets, ...rest }) => makeSuite(cases, targets, rest));

describe('the order of calls', () => {
  it('holds every target, case and repeat exactly once', () => {
    fc.assert(
      fc.property(anySuite, (suite) => {
        const { lanes } = plan(suite);
        expect(lanes.map((lane) => lane.target)).toEqual(suite.targets);
        lanes.forEach((lane, targetIndex) => {
          const measured = lane.calls.filter((call) => !call.isWarmup);
          const keys = new Set(measured.map((c) => `${c.targetIndex}/${c.caseIndex}/${c.repeat}`));
          expect(measured).toHaveLength(suite.cases.length * suite.repeats);
          expect(keys.size).toBe(measured.length);
          for (const call of measured) {
            expect(call.targetIndex).toBe(targetIndex);
            expect(call.caseIndex).toBeLessThan(suite.cases.length);
            expect(call.repeat).toBeLessThan(suite.repeats);
          }
        });
      }),
      { numRuns: 50 },
    );
  });

  it('puts warm-up first, with numbers that no measured call has', () => {
    fc.assert(
      fc.property(anySuite, (suite) => {
        const { lanes } = plan(suite);
        expect(lanes).toHaveLength(suite.targets.length);
        for (const { calls } of lanes) {
          expect(calls.slice(0, suite.warmup).every((c) => c.isWarmup)).toBe(true);
          expect(calls.slice(suite.warmup).some((c) => c.isWarmup)).toBe(false);
          expect(new Set(calls.map((c) => `${c.caseIndex}/${c.repeat}`)).size).toBe(calls.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is the same for all targets, and the same again with the same seed', () => {
    fc.assert(
      fc.property(anySuite, (suite) => {
        const first = plan(suite);
        expect(plan(suite)).toEqual(first);
        const orders = first.lanes.map((lane) => lane.calls.map((call) => ({ ...call, targetIndex: 0 })));
        for (const order of orders) expect(order).toEqual(orders[0]);
      }),
      { numRuns: 50 },
    );
  });

  it('changes with the seed and from round to round', () => {
    const order = (seed: number) =>
      plan(makeSuite(50, 1, { seed, repeats: 2 })).lanes[0]?.calls.map((c) => c.caseIndex) ?? [];
    expect(order(1)).not.toEqual(order(2));
    expect(order(1).slice(0, 50)).not.toEqual(order(1).slice(50));
  });

  it('is empty without cases, even with warm-up', () => {
    expect(plan(makeSuite(0, 1, { warmup: 3 })).lanes[0]?.calls).toEqual([]);
  });
});

describe('the estimate', () => {
  const estimate = (suite: Suite, options: Partial<Parameters<typeof planRun>[1]> = {}) =>
    planRun(suite, { runId: 'run', priceOf: () => null, ...options }).estimates[0];

  it('counts warm-up and repeats', () => {
    expect(estimate(makeSuite(10, 1, { repeats: 3, warmup: 2 }))?.calls).toBe(32);
  });

  it('takes four characters for a token and says how far that may be off', () => {
    // 40 characters and one message: 10 + 4.
    expect(estimate(makeSuite(5, 1))?.inputTokens).toEqual({ low: 50, likely: 70, high: 105 });
  });

  it('believes a counter', () => {
    expect(estimate(makeSuite(5, 1), { countTokens: (text) => text.length })?.inputTokens).toEqual({
      low: 220,
      likely: 220,
      high: 220,
    });
  });

  it('counts tools and the messages of the case itself', () => {
    const tools = [{ name: 'look_up', parameters: { type: 'object' } }];
    const plain = estimate(makeSuite(1, 1))?.inputTokens.likely as number;
    const offered = estimate(makeSuite(1, 1, { cases: [makeCase(0, { tools })] }))?.inputTokens
      .likely as number;
    expect(offered).toBe(plain + Math.ceil(JSON.stringify(tools).length / 4));
    const talk = makeCase(0, { messages: [{ role: 'user', content: '12345678' }] });
    expect(estimate(makeSuite(1, 1, { cases: [talk] }))?.inputTokens.likely).toBe(6);
  });

  it('knows no output without an expected answer, a limit or history', () => {
    const cases = [makeCase(0), makeCase(1)];
    delete cases[1]?.expected;
    expect(estimate(makeSuite(2, 1, { cases }))?.outputTokens).toBeNull();
    const limited = [makeTarget(0, { parameters: { maxOutputTokens: 100 } })];
    expect(estimate(makeSuite(2, 1, { cases, targets: limited }))?.outputTokens).toEqual({
      low: 2,
      likely: 34 + 50,
      high: 200,
    });
  });

  it('takes output and time from history, with the concurrency of the target', () => {
    const history = {
      'target-0': {
        outputTokens: { p10: 5, mean: 10, p90: 20 },
        inputTokens: { p10: 1, mean: 4, p90: 3 },
        e2eMs: { p10: 100, mean: 200, p90: 1000 },
        costUsd: { p10: 0.1, mean: 0.2, p90: 0.3 },
        source: { answers: 9, runs: ['r'], sameSuite: true },
      },
    };
    const found = estimate(makeSuite(10, 1), { history });
    expect(found?.outputTokens).toEqual({ low: 50, likely: 100, high: 200 });
    // a long tail: the mean is beyond most values
    expect(found?.inputTokens).toEqual({ low: 10, likely: 40, high: 40 });
    expect(found?.costUsd).toEqual({ low: 1, likely: 2, high: 3 });
    expect(found?.source).toEqual(history['target-0'].source);
    // Ten calls, four at a time: three rounds.
    expect(found?.seconds).toEqual({ low: 0.3, likely: 0.6, high: 3 });
    expect(estimate(makeSuite(10, 1))?.seconds).toBeNull();
  });

  it('has no cost without a price, and the cost of both directions with one', () => {
    expect(estimate(makeSuite(5, 1))?.costUsd).toBeNull();
    const cost = estimate(makeSuite(5, 1), { priceOf: () => ({ input: 2, output: 10 }) })?.costUsd;
    expect(cost?.likely).toBeCloseTo((70 * 2 + 5 * 34 * 10) / 1e6, 12);
  });

  it('keeps low ≤ likely ≤ high whatever the suite', () => {
    fc.assert(
      fc.property(anySuite, fc.option(fc.integer({ min: 1, max: 5000 })), (suite, limit) => {
        const parameters = limit === null ? {} : { maxOutputTokens: limit };
        const targets = suite.targets.map((t) => ({ ...t, parameters }));
        const planned = planRun(
          { ...suite, targets },
          { runId: 'r', priceOf: () => ({ input: 1, output: 2 }) },
        );
        expect(planned.estimates).toHaveLength(targets.length);
        for (const { inputTokens, outputTokens, costUsd } of planned.estimates) {
          for (const range of [inputTokens, outputTokens, costUsd]) {
            expect(range).not.toBeNull();
            if (range) expect(range.low <= range.likely && range.likely <= range.high).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
