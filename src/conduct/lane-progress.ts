/** What a lane's journal says is done, and the work that is left. */
import type { Attempt } from '../contract/attempt.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Plan } from '../contract/plan.ts';
import type { LaneJournal } from '../contract/run-registry.ts';
import { continuePlan } from '../plan/continue-plan.ts';
import { callKey } from '../journal/journal-state.ts';

interface Made {
  attempts: number;
  outcome: Outcome | null;
  /** Number of the attempt that settled it last. */
  settledBy: number | null;
}

export interface LaneProgress {
  /** The lane alone, with what is missing. */
  plan: Plan;
  /** Every attempt once; a call that was settled and made again is settled by its last attempt. */
  attempts: Attempt[];
}

/** `whole`: the plan of the run; `targetId`: the lane's. */
export async function laneProgress(
  whole: Plan,
  targetId: string,
  lane: Pick<LaneJournal, 'attempts'>,
): Promise<LaneProgress> {
  const made = new Map<string, Made>();
  const known = new Map<string, Attempt>();
  for await (const attempt of lane.attempts()) {
    const key = callKey(attempt);
    const before = made.get(key) ?? { attempts: 0, outcome: null, settledBy: null };
    // a group of lines whose acknowledgement was lost is there twice
    known.set(`${key} ${attempt.attempt}`, attempt);
    made.set(key, {
      attempts: Math.max(before.attempts, attempt.attempt + 1),
      outcome: attempt.isFinal ? attempt.outcome : null,
      settledBy: attempt.isFinal ? attempt.attempt : before.settledBy,
    });
  }
  const { suite } = whole;
  const only = { ...whole, lanes: whole.lanes.filter(({ target }) => target.id === targetId) };
  const { plan } = continuePlan(only, {
    earlierTargets: [],
    earlierRepeats: suite.repeats,
    retryErrors: false,
    madeOf: (target, caseId, { repeat, isWarmup }) =>
      made.get(callKey({ targetId: target.id, caseId, repeat, isWarmup })) ?? null,
  });
  const attempts = [...known.values()].map((attempt) => {
    const isFinal = attempt.isFinal && made.get(callKey(attempt))?.settledBy === attempt.attempt;
    return isFinal === attempt.isFinal ? attempt : { ...attempt, isFinal };
  });
  return { plan, attempts };
}
