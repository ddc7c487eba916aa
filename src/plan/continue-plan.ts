import { answeredOutcomes, type Outcome } from '../contract/outcome.ts';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Suite, Target } from '../contract/suite.ts';

/** What an earlier part of the run has of a call; `outcome` is `null` when it was not settled. */
interface Made {
  attempts: number;
  outcome: Outcome | null;
}

export interface ContinueOptions {
  /** Targets of the run so far. */
  earlierTargets: Target[];
  /** Repeats of the run so far. */
  earlierRepeats: number;
  /** `null`: never begun. */
  madeOf: (target: Target, caseId: string, call: PlannedCall) => Made | null;
  /** Calls without an answer are made again. */
  retryErrors: boolean;
}

export interface ContinuedPlan {
  /** Only what is missing; its suite has the targets of the run so far after those of `plan`. */
  plan: Plan;
  /** Measured calls of `plan` that are settled and stay so. */
  kept: number;
  /** Of them, those that got no answer. */
  failed: number;
  /** Measured calls that are to be made. */
  missing: number;
}

/** What we gave up or never sent says nothing about the target: it is always made again. */
const unsaid: ReadonlySet<Outcome> = new Set(['cancelled', 'dropped']);

function isMissing(made: Made | null, retryErrors: boolean): boolean {
  if (!made || made.outcome === null || unsaid.has(made.outcome)) return true;
  return retryErrors && !answeredOutcomes.has(made.outcome);
}

/** Warm-up is for a process, not for a run: it is made again, under numbers that no earlier one has. */
function warmupAgain(calls: PlannedCall[], madeOf: (call: PlannedCall) => Made | null): PlannedCall[] {
  let shift = 0;
  const isTaken = () => calls.some((call) => madeOf({ ...call, repeat: call.repeat + shift }) !== null);
  const span =
    1 + Math.max(0, ...calls.map((call) => call.repeat)) - Math.min(...calls.map((call) => call.repeat));
  while (calls.length > 0 && isTaken()) shift += span;
  return calls.map((call) => ({ ...call, repeat: call.repeat + shift }));
}

/** Of a whole plan, what an earlier part of the same run has left to do. */
export function continuePlan(plan: Plan, options: ContinueOptions): ContinuedPlan {
  const { suite } = plan;
  let kept = 0;
  let failed = 0;
  let missing = 0;
  const lanes = plan.lanes.map(({ target, calls }) => {
    const madeOf = (call: PlannedCall) => options.madeOf(target, suite.cases[call.caseIndex]?.id ?? '', call);
    const measured: PlannedCall[] = [];
    for (const call of calls) {
      if (call.isWarmup) continue;
      const made = madeOf(call);
      if (!isMissing(made, options.retryErrors)) {
        kept++;
        if (made?.outcome && !answeredOutcomes.has(made.outcome)) failed++;
      } else measured.push(made ? { ...call, earlier: made.attempts } : call);
    }
    missing += measured.length;
    const warmup = calls.filter((call) => call.isWarmup);
    return { target, calls: measured.length > 0 ? [...warmupAgain(warmup, madeOf), ...measured] : [] };
  });
  const ids = new Set(suite.targets.map((target) => target.id));
  const others = options.earlierTargets.filter((target) => !ids.has(target.id));
  const repeats = Math.max(suite.repeats, options.earlierRepeats);
  const whole: Suite = { ...suite, repeats, targets: [...suite.targets, ...others] };
  return { plan: { ...plan, suite: whole, lanes }, kept, failed, missing };
}
