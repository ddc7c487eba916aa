/** One lane of a shared run, by whichever worker has its lease: what its journal has is not asked again, what the results lack of it is stored, the rest is run. */
import { wallClockMs } from '../base/clock.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { EmitRunEvent } from '../contract/events.ts';
import type { Ledger } from '../contract/ledger.ts';
import type { LimitStore } from '../contract/limit-store.ts';
import type { Model } from '../contract/model.ts';
import type { LaneName } from '../contract/queue.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { LaneEnd, LaneJournal, RunRegistry, SharedRun } from '../contract/run-registry.ts';
import type { ScorerServices } from '../contract/score.ts';
import type { Target } from '../contract/suite.ts';
import type { ClientFigures } from '../measure/client-health.ts';
import type { PriceBook } from '../measure/price-book.ts';
import { planRun } from '../plan/plan-run.ts';
import { createTrouble } from '../record/trouble.ts';
import { runPlan } from '../run/run-plan.ts';
import { collectScores } from '../samples/rebuild-samples.ts';
import { sampleIdOf } from '../samples/sample-of.ts';
import { Conductor } from './conductor.ts';
import { laneProgress } from './lane-progress.ts';
import { sharedLimits } from './shared-limits.ts';

export interface LaneWork {
  shared: SharedRun;
  targetId: string;
  lane: LaneJournal;
  registry: Pick<RunRegistry, 'scores' | 'openQuarantine'>;
  model: Model;
  prices: PriceBook;
  /** What scorers get from outside. */
  services?: ScorerServices;
  store: Pick<ResultStore, 'insert' | 'samples'>;
  /** Closed in the end. */
  ledger: Ledger;
  /** Where room under the limits of providers and keys is taken from. */
  limits: LimitStore;
  /** Name of the variable that holds a target's key. */
  keyOf: (target: Target) => string | null;
  emit: EmitRunEvent;
  /** Told what keeps the lane from being stored. */
  note(line: string): void;
  /** Aborted: finish what is in flight, keep everything. */
  stop: AbortSignal;
  /** Aborted: give up what is in flight too. */
  kill: AbortSignal;
  clockHealth(): Promise<Pick<ClientFigures, 'loopDelayP99Ms' | 'cpuShare'>>;
}

export interface ConductedLane {
  end: LaneEnd;
  /** Measured calls that were not completed. */
  left: number;
}

/** Tells what the results have already, by the number of attempts it took. */
async function storedOf(store: LaneWork['store'], { runId, targetId }: LaneName) {
  const stored = new Map<string, number>();
  for await (const batch of store.samples(runId))
    for (const { sample_id, target_id, attempts } of batch)
      if (target_id === targetId) stored.set(sample_id, attempts);
  return (attempt: Attempt) => attempt.isFinal && stored.get(sampleIdOf(attempt)) === attempt.attempt + 1;
}

/** Throws when nothing more can be kept: the lane was lost, or journal or store failed. */
export async function conductLane(work: LaneWork): Promise<ConductedLane> {
  const { shared, targetId, lane, registry, prices, store } = work;
  const { run, suite } = shared;
  const name: LaneName = { runId: run.run_id, targetId };
  const whole = planRun(suite, {
    runId: run.run_id,
    priceOf: (target) => prices.priceOf(target)?.price ?? null,
  });
  const { plan, attempts: earlier } = await laneProgress(whole, targetId, lane);
  const quarantine = await registry.openQuarantine(name);
  const limits = sharedLimits(work.limits);
  const conductor = new Conductor({
    ...work,
    ...shared,
    plan,
    isWhole: false,
    limiterOf: limits.limiterOf,
    later: await collectScores(registry.scores(run.run_id, targetId)),
    keepScores: (scored) => lane.keepScores(scored),
    quarantine,
    trouble: createTrouble((message) => message !== null && work.note(message)),
  });
  let left = plan.lanes.flatMap(({ calls }) => calls).filter((call) => !call.isWarmup).length;
  try {
    conductor.start();
    await conductor.replay(earlier, earlier.length > 0 ? await storedOf(store, name) : undefined);
    const journal = { append: (attempt: Attempt) => lane.append(attempt), close: async () => {} };
    left -= await conductor.carry(runPlan(plan, conductor.callsOf(journal)));
  } finally {
    await limits.close();
    await conductor.close();
  }
  const unwritten = await conductor.flush();
  if (unwritten) throw unwritten;
  await conductor.end(run);
  const client = conductor.client(await work.clockHealth());
  const changes = conductor.lanes().lanes?.find((each) => each.target_id === targetId)?.changes ?? [];
  const end: LaneEnd = {
    ended_at_ms: wallClockMs(),
    stopped: conductor.refusal(),
    client,
    changes,
    ...conductor.totals.cached(),
    ...conductor.totals.judged(),
    ...(quarantine.count > 0 && { quarantined: quarantine.count }),
  };
  return { end, left };
}
