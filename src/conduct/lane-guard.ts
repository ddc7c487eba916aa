import { withLaneChange } from '../analyze/lane-records.ts';
import type { EmitRunEvent } from '../contract/events.ts';
import type { LaneChange } from '../contract/lane.ts';
import type { LimitStore } from '../contract/limit-store.ts';
import type { Plan } from '../contract/plan.ts';
import type { Run } from '../contract/run.ts';
import type { Target } from '../contract/suite.ts';
import { createGuard, type Guard } from '../run/guard/create-guard.ts';
import { scopeLimiter } from '../run/guard/scope-limiter.ts';
import { sharedLimiter, type SharedLimiter } from './shared-limiter.ts';

export interface LaneGuard {
  guard: Guard;
  /** What the lane did, oldest first; of very many, some in between are left out. */
  changes(): LaneChange[];
  /** Gives back what was taken of shared limits. */
  close(): Promise<void>;
}

interface LaneGuardOptions {
  limits: LimitStore;
  keyOf: (target: Target) => string | null;
  emit: EmitRunEvent;
}

/** Limits of providers and keys hold over all workers. A target's own need not: its lane is in one hand at a time. */
export function laneGuard(plan: Plan, run: Run, { limits, keyOf, emit }: LaneGuardOptions): LaneGuard {
  let told: Run = { ...run, lanes: plan.lanes.map(({ target }) => ({ target_id: target.id, changes: [] })) };
  const shared: SharedLimiter[] = [];
  const guard = createGuard(plan, {
    keyOf,
    limiterOf(scope, options) {
      if (scope.kind !== 'provider' && scope.kind !== 'key') return scopeLimiter(scope, options);
      const limiter = sharedLimiter(scope, options, limits);
      shared.push(limiter);
      return limiter;
    },
    laneChanged(targetId, change) {
      told = withLaneChange(told, targetId, change);
      emit({ type: 'lane-change', run_id: plan.runId, target_id: targetId, change });
    },
  });
  return {
    guard,
    changes: () => told.lanes?.flatMap((lane) => lane.changes) ?? [],
    close: async () => void (await Promise.all(shared.map((limiter) => limiter.close()))),
  };
}
