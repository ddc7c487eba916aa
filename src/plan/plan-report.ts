/** A plan as the report that a person or a program reads: tokens, cost and time per target and in all. */
import type { Plan, Range, TargetEstimate } from '../contract/plan.ts';
import type { PlanReport, TargetPlan } from '../contract/plan-report.ts';
import type { SandboxFound } from '../contract/program.ts';

const add = (a: Range, b: Range): Range => ({
  low: a.low + b.low,
  likely: a.likely + b.likely,
  high: a.high + b.high,
});
const later = (a: Range, b: Range): Range => ({
  low: Math.max(a.low, b.low),
  likely: Math.max(a.likely, b.likely),
  high: Math.max(a.high, b.high),
});

/** Of a batch only the end is known. */
const endOf = (maxSeconds: number | undefined) =>
  maxSeconds === undefined ? {} : { most_seconds: maxSeconds };

/** Over the targets that know; `null` when none does. Targets run side by side, so the slowest gives the time. */
function totalOf(estimates: TargetEstimate[]): PlanReport['total'] {
  const over = (pick: (estimate: TargetEstimate) => Range | null, join: typeof add) => {
    const known = estimates.map(pick).filter((range) => range !== null);
    return known.length === 0 ? null : known.reduce((sum, range) => join(sum, range));
  };
  // a target nothing is known of may be the slowest
  const isTimeKnown = estimates.every(({ seconds }) => seconds !== null);
  const ends = estimates.flatMap(({ maxSeconds }) => maxSeconds ?? []);
  return {
    calls: estimates.reduce((sum, estimate) => sum + estimate.calls, 0),
    input_tokens: over((estimate) => estimate.inputTokens, add),
    output_tokens: over((estimate) => estimate.outputTokens, add),
    cost_usd: over((estimate) => estimate.costUsd, add),
    seconds: isTimeKnown ? over((estimate) => estimate.seconds, later) : null,
    ...endOf(ends.length > 0 ? Math.max(...ends) : undefined),
  };
}

export function targetPlan({ source, shortage, ...estimate }: TargetEstimate): TargetPlan {
  return {
    id: estimate.targetId,
    label: estimate.label,
    calls: estimate.calls,
    input_tokens: estimate.inputTokens,
    output_tokens: estimate.outputTokens,
    cost_usd: estimate.costUsd,
    seconds: estimate.seconds,
    ...endOf(estimate.maxSeconds),
    source: source ? { answers: source.answers, runs: source.runs, same_suite: source.sameSuite } : null,
    shortage: shortage
      ? {
          seconds: shortage.seconds,
          budget_seconds: shortage.budgetSeconds,
          limit: shortage.limit,
          needed_value: shortage.neededValue,
          calls_that_fit: shortage.callsThatFit,
        }
      : null,
  };
}

/** What else was looked up. */
export interface PlanFindings {
  unpriced: { models: PlanReport['unpriced_models']; isAllowed: boolean };
  notes: string[];
  sandbox: SandboxFound | null;
}

export function planReport(
  { suite, estimates, judging }: Plan,
  { unpriced, notes, sandbox }: PlanFindings,
): PlanReport {
  return {
    schema: 'assay.estimate/1',
    suite: {
      name: suite.name,
      hash: suite.hash,
      cases: suite.cases.length,
      repeats: suite.repeats,
      warmup: suite.warmup,
    },
    budget_usd: suite.budgetUsd ?? null,
    targets: estimates.map(targetPlan),
    total: totalOf(estimates),
    unpriced: estimates.filter(({ costUsd }) => costUsd === null).map(({ label }) => label),
    unpriced_models: unpriced.models,
    allow_unpriced: unpriced.isAllowed,
    notes,
    judging: judging
      ? {
          models: judging.models,
          calls: judging.calls,
          input_tokens: judging.inputTokens,
          output_tokens: judging.outputTokens,
          cost_usd: judging.costUsd,
        }
      : null,
    sandbox,
  };
}
