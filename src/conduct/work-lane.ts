/**
 * One lane, by whichever machine holds it: what its journal has is not asked again, what the results lack of it is stored, the rest is run.
 *
 *   journal ─▶ plan ─▶ run ─▶ settle (measure, score) ─▶ store
 */
import { wallClockMs } from '../base/clock.ts';
import type { EmitRunEvent } from '../contract/events.ts';
import type { LimitStore } from '../contract/limit-store.ts';
import type { Ledger } from '../contract/ledger.ts';
import type { Model } from '../contract/model.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { LaneJournal, LaneEnd, SharedRun } from '../contract/run-registry.ts';
import type { ScorePowers } from '../contract/score.ts';
import type { Target } from '../contract/suite.ts';
import { createBoard } from '../analyze/board.ts';
import { worstQueue } from '../analyze/worst-queue.ts';
import { capScorers } from './cap-scorers.ts';
import { Intake } from '../record/intake.ts';
import { laneGuard } from './lane-guard.ts';
import { laneProgress } from './lane-progress.ts';
import { buildSamples } from './build-samples.ts';
import { judgeClient } from '../measure/client-health.ts';
import type { PriceBook } from '../measure/price-book.ts';
import { planRun } from '../plan/plan-run.ts';
import { createBudget } from '../run/budget.ts';
import { budgetOf } from '../run/budget-scopes.ts';
import { runPlan } from '../run/run-plan.ts';
import { createSampleBuilder, sampleIdOf } from '../samples/sample-builder.ts';
import { createStoreWriter, type StoreWriterOptions } from '../record/store-writer.ts';

type QuarantineRows = NonNullable<StoreWriterOptions['quarantine']>;

export interface LaneWork {
  shared: SharedRun;
  targetId: string;
  book: LaneJournal;
  model: Model;
  prices: PriceBook;
  /** What scorers get from outside. */
  powers?: ScorePowers;
  store: Pick<ResultStore, 'insert' | 'samples'>;
  /** Keeps rows that the store refuses; without it they make the lane fail. */
  quarantine?: QuarantineRows;
  /** Closed in the end. */
  ledger: Ledger;
  /** Where room under the limits of providers and keys is taken from. */
  limits: LimitStore;
  /** Name of the variable that holds a target's key. */
  keyOf: (target: Target) => string | null;
  emit: EmitRunEvent;
  /** Aborted: finish what is in flight, keep everything. */
  stop: AbortSignal;
  /** Aborted: give up what is in flight too. */
  kill: AbortSignal;
  clockHealth(): Promise<{ loopDelayP99Ms: number; cpuShare: number }>;
}

export interface WorkedLane {
  end: LaneEnd;
  /** Measured calls that were not settled. */
  left: number;
}

/** Sample → how many attempts it took, as far as the results know. */
async function storedAttempts(store: LaneWork['store'], runId: string, targetId: string) {
  const stored = new Map<string, number>();
  for await (const batch of store.samples(runId))
    for (const { sample_id, target_id, attempts } of batch)
      if (target_id === targetId) stored.set(sample_id, attempts);
  return stored;
}

/** Throws when nothing more can be kept: the lane was lost, or journal or store failed. */
export async function workLane(work: LaneWork): Promise<WorkedLane> {
  const { shared, targetId, book, prices, store } = work;
  const { run, suite } = shared;
  const askAgain: { now?: () => void } = {};
  const spending = {
    prices,
    budgets: [budgetOf(suite), ...shared.budgets],
    ledger: work.ledger,
    keyOf: work.keyOf,
    changed: () => askAgain.now?.(),
  };
  const powers = capScorers(work.powers ?? {}, { runId: run.run_id, ...spending });
  const builder = createSampleBuilder(suite, prices, powers);
  const whole = planRun(suite, {
    runId: run.run_id,
    priceOf: (target) => prices.priceOf(target)?.price ?? null,
  });
  const { plan, attempts: earlier } = await laneProgress(whole, targetId, book);
  const board = createBoard(run);
  const writer = createStoreWriter(store, 500, { ...(work.quarantine && { quarantine: work.quarantine }) });
  const intake = new Intake({ board, emit: work.emit, writer, load: null });

  const stored =
    earlier.length > 0 ? await storedAttempts(store, run.run_id, targetId) : new Map<string, number>();
  for (const attempt of earlier)
    if (!attempt.isFinal || stored.get(sampleIdOf(attempt)) !== attempt.attempt + 1)
      await intake.take(await builder.buildSample(attempt), 0);

  const budget = createBudget({ plan, ...spending });
  const { guard, changes, close } = laneGuard(plan, run, work);
  let left = plan.lanes.flatMap(({ calls }) => calls).filter((call) => !call.isWarmup).length;
  const attempts = runPlan(plan, {
    model: work.model,
    messagesOf: (call) => builder.messagesOf(run.run_id, call),
    journal: { append: (attempt) => book.append(attempt), close: async () => {} },
    guard,
    stop: work.stop,
    kill: work.kill,
    mayStart: (call, target) => budget.reserve(call, target),
    laneEnded: (target) => budget.leave(target),
    onChange: (ask) => (askAgain.now = ask),
  });
  try {
    left -= await buildSamples(attempts, { builder, budget, intake });
  } finally {
    await close();
    await budget.close();
  }
  await writer.flush();
  const client = judgeClient({ ...(await work.clockHealth()), ...worstQueue(board.summary().targets) });
  const end = { ended_at_ms: wallClockMs(), stopped: budget.refusal(), client, changes: changes() };
  return { end, left };
}
