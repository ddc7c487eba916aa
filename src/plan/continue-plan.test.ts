import { describe, expect, it } from 'vitest';
import type { Outcome } from '../contract/outcome.ts';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Target } from '../contract/suite.ts';
import { continuePlan } from './continue-plan.ts';

const [target, earlier] = ['t', 'before'].map((id) => ({ id }) as Target) as [Target, Target];
const outcomes: (Outcome | null | undefined)[] = ['ok', 'truncated', 'error', 'timeout', 'cancelled', null];

const callOf = (caseIndex: number, isWarmup = false): PlannedCall => ({
  targetIndex: 0,
  caseIndex,
  repeat: isWarmup ? -1 : 0,
  isWarmup,
});
const cases = outcomes.map((_, index) => ({ id: `c${index}` }));
const plan = {
  suite: { targets: [target], cases, repeats: 1 },
  lanes: [{ target, calls: [callOf(0, true), ...outcomes.map((_, index) => callOf(index))] }],
} as unknown as Plan;

/** Case 0 to 5 ended as in `outcomes`; warm-up was made under −1. */
function missingOf(retryErrors: boolean, all = outcomes) {
  const continued = continuePlan(plan, {
    earlierTargets: [earlier],
    earlierRepeats: 3,
    retryErrors,
    madeOf: (_, caseId, { repeat, isWarmup }) => {
      if (isWarmup) return repeat === -1 ? { attempts: 1, outcome: 'ok' } : null;
      const outcome = all[Number(caseId.slice(1))];
      return outcome === undefined ? null : { attempts: 2, outcome };
    },
  });
  return { ...continued, calls: continued.plan.lanes[0]?.calls ?? [] };
}
const measured = (calls: PlannedCall[]) =>
  calls.filter(({ isWarmup }) => !isWarmup).map(({ caseIndex }) => caseIndex);

describe('continuePlan', () => {
  it('keeps what was settled, failures too, and makes again what was given up or never settled', () => {
    const { calls, kept, missing } = missingOf(false);
    expect(measured(calls)).toEqual([4, 5]);
    expect([kept, missing]).toEqual([4, 2]);
    expect(calls.at(-1)?.earlier).toBe(2);
  });

  it('makes again what got no answer when told to', () => {
    expect(measured(missingOf(true).calls)).toEqual([2, 3, 4, 5]);
  });

  it('makes warm-up again under a number of its own, and none where nothing is missing', () => {
    const [warmup] = missingOf(false).calls;
    expect(warmup).toMatchObject({ isWarmup: true });
    expect(warmup?.repeat).not.toBe(-1);
    expect(missingOf(false, Array(6).fill('ok')).calls).toEqual([]);
  });

  it('keeps targets and repeats of the run so far', () => {
    const { suite } = missingOf(false).plan;
    expect(suite.targets).toEqual([target, earlier]);
    expect(suite.repeats).toBe(3);
  });
});
