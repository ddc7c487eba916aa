import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Plan, Range, TargetEstimate } from '../contract/plan.ts';
import { planReportSchema } from '../contract/plan-report.ts';
import type { Suite } from '../contract/suite.ts';
import { planReport, type PlanFindings } from './plan-report.ts';

const suite: Suite = {
  name: 'triage',
  hash: 'ab',
  prompts: [],
  cases: [],
  targets: [],
  repeats: 1,
  warmup: 2,
  slo: {},
  seed: 1,
};
const found: PlanFindings = { unpriced: { models: [], isAllowed: false }, notes: [], sandbox: null };
const reportOf = (estimates: TargetEstimate[], more: Partial<Plan> = {}) =>
  planReport({ runId: 'r', suite, lanes: [], estimates, ...more }, found);

const range = fc
  .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000))
  .map(([low, more, most]): Range => ({ low, likely: low + more, high: low + more + most }));
const maybe = fc.option(range);
const estimate = fc
  .record({ calls: fc.nat(500), inputTokens: range, outputTokens: maybe, costUsd: maybe, seconds: maybe })
  .map((figures): TargetEstimate => ({ targetId: 'id', label: 'label', ...figures }));
const estimates = fc.array(estimate, { minLength: 1, maxLength: 5 });

it('follows its schema, whatever is known', () => {
  fc.assert(
    fc.property(fc.array(estimate), (all) => {
      const report = reportOf(all);
      expect(planReportSchema.parse(report)).toEqual(report);
    }),
  );
});

it('adds up what is known, and takes the slowest target for the time', () => {
  fc.assert(
    fc.property(estimates, (all) => {
      const { total, unpriced } = reportOf(all);
      const sum = (pick: (one: TargetEstimate) => Range | null, part: keyof Range) =>
        all.reduce((of, one) => of + (pick(one)?.[part] ?? 0), 0);
      for (const part of ['low', 'likely', 'high'] as const) {
        expect(total.input_tokens?.[part]).toBe(sum((one) => one.inputTokens, part));
        expect(total.cost_usd?.[part] ?? 0).toBe(sum((one) => one.costUsd, part));
      }
      expect(total.calls).toBe(all.reduce((of, { calls }) => of + calls, 0));
      expect(unpriced).toHaveLength(all.filter(({ costUsd }) => costUsd === null).length);
      const times = all.map(({ seconds }) => seconds);
      if (times.includes(null)) expect(total.seconds).toBeNull();
      else expect(total.seconds?.high).toBe(Math.max(...times.map((time) => time?.high ?? 0)));
    }),
  );
});

it('keeps what nobody knows as null, never 0', () => {
  const unknown: TargetEstimate = {
    targetId: 'b',
    label: 'second',
    calls: 30,
    inputTokens: { low: 1, likely: 2, high: 3 },
    outputTokens: null,
    costUsd: null,
    seconds: null,
  };
  const { total, budget_usd, judging, targets } = reportOf([unknown]);
  expect(total).toMatchObject({ output_tokens: null, cost_usd: null, seconds: null });
  expect(total).not.toHaveProperty('most_seconds');
  expect([budget_usd, judging, targets[0]?.source, targets[0]?.shortage]).toEqual([null, null, null, null]);
});

it('passes on where figures are from, what is short, and when a batch ends', () => {
  const given: TargetEstimate = {
    targetId: 'b',
    label: 'second',
    calls: 30,
    inputTokens: { low: 1, likely: 2, high: 3 },
    outputTokens: null,
    costUsd: null,
    seconds: null,
    maxSeconds: 86_400,
    source: { answers: 7, runs: ['r1'], sameSuite: true },
    shortage: {
      seconds: 9,
      budgetSeconds: 5,
      limit: { path: 'limits.concurrency', value: 1 },
      neededValue: 2,
      callsThatFit: 3,
    },
  };
  const { targets, total } = reportOf([given, { ...given, maxSeconds: 10 }]);
  expect(total.most_seconds).toBe(86_400);
  expect(targets[0]).toMatchObject({
    most_seconds: 86_400,
    source: { answers: 7, runs: ['r1'], same_suite: true },
    shortage: {
      seconds: 9,
      budget_seconds: 5,
      limit: { path: 'limits.concurrency', value: 1 },
      needed_value: 2,
      calls_that_fit: 3,
    },
  });
});
