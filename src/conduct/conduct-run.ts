/**
 * One suite in, one stored run out. Read this page first: every call below is named after the folder it lives in.
 *
 *   plan ─▶ run ─▶ settle (measure, score) ─▶ store ─▶ analyze ─▶ decide
 */
import { withLaneChange } from '../analyze/lane-records.ts';
import { worstQueue } from '../analyze/worst-queue.ts';
import { createBoard, type Board } from '../analyze/board.ts';
import { nowMs, wallClockMs } from '../base/clock.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { RunSummary } from '../contract/analysis.ts';
import type { BatchModel } from '../contract/batch.ts';
import type { Budget } from '../contract/budget.ts';
import type { Control } from '../contract/control.ts';
import type { EmitRunEvent } from '../contract/events.ts';
import type { Ledger } from '../contract/ledger.ts';
import type { LaneChange, LaneRecord } from '../contract/lane.ts';
import type { LoadPlan } from '../contract/load.ts';
import type { Model } from '../contract/model.ts';
import type { Plan } from '../contract/plan.ts';
import type { RaceSettings } from '../contract/race.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { PriceChange, Run, RunStatus } from '../contract/run.ts';
import type { ScoredAnswer, ScorePowers } from '../contract/score.ts';
import type { Target } from '../contract/suite.ts';
import { withFrontier } from '../decide/with-frontier.ts';
import { Intake } from '../record/intake.ts';
import { LoadLog } from '../record/load-log.ts';
import { keepTrying } from '../run/keep-trying.ts';
import { judgeClient } from '../measure/client-health.ts';
import type { PriceBook } from '../measure/price-book.ts';
import { RaceTrack } from './race-track.ts';
import { repricer, withPrices } from '../samples/repriced.ts';
import { runCasesOf } from '../samples/run-cases.ts';
import { createBudget, type Budget as RunBudget } from '../run/budget.ts';
import { budgetOf } from '../run/budget-scopes.ts';
import type { Pauses } from '../run/batch/follow-batch.ts';
import { runLane } from '../run/batch/run-lane.ts';
import { callKey, readSettledAttempts } from '../run/journal-state.ts';
import { createGuard } from '../run/guard/create-guard.ts';
import { openJournal, type RunJournal } from '../run/journal.ts';
import { keepAttachments } from '../run/keep-attachments.ts';
import { runLoad } from '../run/load/run-load.ts';
import { createMemoryLedger } from '../run/memory-ledger.ts';
import { openQuarantine } from '../run/quarantine.ts';
import { markStored, markUnstored, saveRunFile, type RunDirectory } from '../run/run-directory.ts';
import type { RunOptions } from '../run/run-plan.ts';
import { appendScores, readScores } from '../run/scores-journal.ts';
import { createSampleBuilder } from '../samples/sample-builder.ts';
import { createStoreWriter, type StoreWriter } from '../record/store-writer.ts';
import { troubleOf } from '../record/trouble.ts';
import { carryOwnLanes } from './carry-own-lanes.ts';
import { buildSamples, type AttemptHandlers } from './build-samples.ts';
import { capScorers } from './cap-scorers.ts';
import { withoutJudges } from '../samples/judged-answers.ts';
import { withLaterScores } from '../samples/with-scores.ts';

export interface BenchOptions {
  plan: Plan;
  /** The run's header, status `running`. */
  run: Run;
  model: Model;
  /** By target id, of targets that are asked in a batch; default: the plan has none. */
  batches?: ReadonlyMap<string, BatchModel>;
  /** Between questions about batches; default: 2 seconds to a minute. */
  batchPauses?: Pauses;
  prices: PriceBook;
  /** What scorers get from outside. */
  powers?: ScorePowers;
  /** `null`: nothing is stored now; `recoverRuns` does it from the journal when the database is next opened. */
  store: Pick<ResultStore, 'insert' | 'putRun'> | null;
  directory: RunDirectory;
  pid: number;
  /** Hands out the lanes, and hears what happens. */
  control: Pick<Control, 'queue' | 'events'>;
  /** Aborted: finish what is in flight, keep everything. */
  stop: AbortSignal;
  /** Aborted: give up what is in flight too. */
  kill: AbortSignal;
  /** The run is a race; `whole`: all of it in `raceOrder`, of which `plan` may be what earlier goes have left. */
  race?: { settings: RaceSettings; whole: Plan };
  /** How long the end waits for a store that is down; default: half a minute. */
  storePatienceMs?: number;
  /** Which go at the run this is; default: the first. `plan` then holds only what the earlier ones left. */
  goes?: number;
  /** Prices given to the run since it was begun. */
  repricings?: PriceChange[];
  /** Caps besides those of the suite. */
  budgets?: Budget[];
  /** Where spending is counted; default: for this run alone. Closed in the end. */
  ledger?: Ledger;
  /** Name of the variable that holds a target's key. */
  keyOf?: (target: Target) => string | null;
  /** How late the thread that stamps was, asked once at the end. */
  clockHealth(): Promise<{ loopDelayP99Ms: number; cpuShare: number }>;
}

/** How the calls of a run are made, whichever lane they belong to, and what becomes of them. */
interface Work {
  calls: RunOptions & { journal: RunJournal };
  road: AttemptHandlers;
}

/** A load sends to one target after the other: its phases are no lanes to be handed out. */
async function carryLoad(
  { run, control }: BenchOptions,
  { calls, road }: Work,
  plan: Plan & { load: LoadPlan },
  load: LoadLog,
): Promise<void> {
  const tell = () => control.events.publish({ type: 'load-phase', run: { ...run, load: load.record } });
  const attempts = runLoad(plan, plan.load, {
    ...calls,
    async phaseBegan(phase) {
      load.phaseBegan(phase);
      tell();
      await calls.journal.appendPhase(phase);
    },
    async phaseEnded(phase) {
      await calls.journal.appendPhase(phase);
      const verdict = load.phaseEnded(phase);
      tell();
      return verdict;
    },
  });
  await buildSamples(attempts, road);
}

function carryLanes(options: BenchOptions, { calls, road }: Work, changed: LaneChanged): Promise<void> {
  const { directory, batches = new Map(), batchPauses: pauses } = options;
  const batch = { models: batches, journalPath: directory.journalPath, changed, ...(pauses && { pauses }) };
  return carryOwnLanes(options, ({ plan, stop, kill }) =>
    buildSamples(runLane(plan, { ...calls, stop, kill }, batch), road),
  );
}

/** Lanes that wait for money, or for each other, ask again when either may have come. */
class AskAgain {
  readonly #lanes: (() => void)[] = [];
  #isDue = false;

  readonly add = (lane: () => void): void => void this.#lanes.push(lane);

  /** Once for all that is settled in this turn. */
  readonly soon = (): void => {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      for (const ask of this.#lanes) ask();
    });
  };
}

const statusOf = (run: Run, measured: number): RunStatus => (measured === run.planned ? 'done' : 'partial');

/** How many calls a load makes is known in the end only. */
function underLoad(run: Run, load: LoadLog, wasStopped: boolean): Run {
  const targets = run.targets.map((target) => ({ ...target, planned: load.measured(target.id) }));
  const planned = targets.reduce((sum, target) => sum + target.planned, 0);
  return { ...run, status: wasStopped ? 'partial' : 'done', targets, planned, load: load.record };
}

/** Calls that earlier goes at the run have begun, or even settled. */
function callsAgain({ lanes, suite }: Plan): Set<string> {
  const keys = lanes.flatMap(({ target, calls }) =>
    calls
      .filter((call) => call.earlier !== undefined)
      .map((call) =>
        callKey({ ...call, targetId: target.id, caseId: suite.cases[call.caseIndex]?.id ?? '' }),
      ),
  );
  return new Set(keys);
}

/** What calls and judges may spend together. */
function spendingOf(options: BenchOptions, askAgain: AskAgain): { budget: RunBudget; powers: ScorePowers } {
  const { plan, prices, keyOf, powers = {} } = options;
  const budgets = [budgetOf(plan.suite), ...(options.budgets ?? [])];
  const ledger = options.ledger ?? createMemoryLedger();
  const common = { prices, budgets, ledger, changed: askAgain.soon, ...(keyOf && { keyOf }) };
  return {
    budget: createBudget({ plan, ...common }),
    powers: capScorers(powers, { runId: plan.runId, ...common }),
  };
}

type LaneChanged = (targetId: string, change: LaneChange) => void;

/** What the run's lanes do is told, and kept in `record`. */
function laneRecorder({ run, control }: BenchOptions) {
  const record: { lanes?: LaneRecord[] } = {};
  const changed: LaneChanged = (targetId, change) => {
    Object.assign(record, { lanes: withLaneChange({ ...run, ...record }, targetId, change).lanes });
    control.events.publish({ type: 'lane-change', run_id: run.run_id, target_id: targetId, change });
  };
  return { record, changed };
}

/** How the run ended, as it is kept. */
async function endOf(
  options: BenchOptions,
  load: LoadLog | null,
  board: Board,
  measured: number,
): Promise<Omit<Run, 'ended_at_ms'>> {
  const { run, stop } = options;
  const clock = await options.clockHealth();
  const achievedShare = load?.achievedShare() ?? null;
  const client = judgeClient({ ...clock, ...worstQueue(board.summary().targets), achievedShare });
  const kept = load ? underLoad(run, load, stop.aborted) : { ...run, status: statusOf(run, measured) };
  return { ...kept, client };
}

/** A run of which the store refused rows is not whole. */
const putAsideOf = (count: number): Partial<Run> =>
  count > 0 ? { left_out: { quarantined: count }, status: 'partial' } : {};

/** What is missing is read from the journal by the next command that opens the database. */
async function storeEnd(
  store: BenchOptions['store'],
  ended: Run,
  directory: RunDirectory,
): Promise<Error | null> {
  try {
    await store?.putRun(ended, []);
    if (store) await markStored(directory);
    return null;
  } catch (error) {
    return error as Error;
  }
}

/** `null` when the store has everything; else the next command that opens the database reads it from the journal. */
async function storeRest(writer: StoreWriter | null): Promise<Error | null> {
  try {
    await writer?.flush();
    return null;
  } catch (error) {
    return error as Error;
  }
}

/** Carries a plan out and keeps all of it. Throws only when nothing more can be kept: the journal failed. */
export async function bench(options: BenchOptions): Promise<RunSummary> {
  const { plan, run, directory, store, goes = 1 } = options;
  const emit: EmitRunEvent = options.control.events.publish;
  const began = { wall: wallClockMs(), mono: nowMs() };
  const askAgain = new AskAgain();
  const { budget, powers } = spendingOf(options, askAgain);
  const reprice = repricer(options.repricings ?? [], {
    targets: plan.suite.targets,
    book: options.prices,
    startedAtMs: run.started_at_ms,
  });
  const builderOf = (powers?: ScorePowers) =>
    withPrices(createSampleBuilder(plan.suite, options.prices, powers), reprice);
  const builder = builderOf(powers);
  const { record, changed } = laneRecorder(options);
  const race = options.race ? new RaceTrack(options.race.whole, options.race.settings) : null;
  const guard = createGuard(plan, {
    ...(options.keyOf && { keyOf: options.keyOf }),
    laneChanged(targetId, change) {
      if (change.state === 'set_aside') race?.setAside(targetId, change.reason);
      changed(targetId, change);
    },
  });
  const board = createBoard(run);
  const cases = runCasesOf(plan.suite);

  const more = {
    ...(options.race && { race: options.race.settings }),
    ...(options.repricings && { repricings: options.repricings }),
  };
  const runFile = {
    schema: 'assay.plan/1',
    pid: options.pid,
    goes,
    run,
    ...more,
    suite: plan.suite,
  } as const;
  // first: a run whose pictures cannot be had does not begin
  await keepAttachments(directory, plan.suite.attachments ?? []);
  await saveRunFile(directory, runFile);
  await markUnstored(directory);
  await store?.putRun(run, cases);
  emit({ type: 'run-start', run });

  const trouble = troubleOf(run.run_id, emit);
  options.ledger?.onTrouble?.((message) => {
    trouble.ledger(message);
    if (message === null) askAgain.soon();
  });
  const quarantine = await openQuarantine(directory, { isFresh: true });
  const writer =
    store &&
    createStoreWriter(store, 500, {
      quarantine: quarantine.add,
      trouble: trouble.store,
      ...(options.storePatienceMs !== undefined && { patienceMs: options.storePatienceMs }),
    });
  const load = plan.load ? new LoadLog(plan.load, run) : null;
  const tellRace = () => {
    const news = race?.news();
    if (news) emit({ type: 'race-change', run_id: run.run_id, race: news });
  };
  const later = await readScores(directory);
  const keepJudged = async (answer: ScoredAnswer) => {
    if (later(answer)) return;
    await keepTrying(() => appendScores(directory, [answer]), {
      giveUp: options.stop,
      trouble: trouble.scores,
    });
  };
  const intake = new Intake({ board, emit, writer, load, keepJudged });
  const unjudged = builderOf(withoutJudges(powers));
  /** As its kept scores say; else, where a judge is to speak, as it does now. */
  const settledAgain = async (attempt: Attempt) => {
    const rows = await unjudged.buildSample(attempt);
    const isKept = 'sample' in rows && later(rows.sample) !== null;
    return isKept || builder.atOnce === 1 ? withLaterScores(rows, later) : builder.buildSample(attempt);
  };
  // what earlier goes at this run have made
  for await (const attempt of readSettledAttempts(directory.journalPath, goes, callsAgain(plan))) {
    const rows = await settledAgain(attempt).catch((error: unknown) => error as Error);
    if (rows instanceof Error) {
      // a damaged line is in nobody's way
      await quarantine.addAttempt(attempt, rows.message);
      continue;
    }
    await intake.take(rows, 0);
    if ('sample' in rows) race?.replay(rows.sample);
  }
  tellRace();

  const journal = await openJournal(directory.journalPath, {
    giveUp: options.stop,
    trouble(message) {
      trouble.journal(message);
      if (message === null) askAgain.soon();
    },
  });
  const calls: Work['calls'] = {
    model: options.model,
    messagesOf: (call) => builder.messagesOf(plan.runId, call),
    journal,
    stop: options.stop,
    kill: options.kill,
    guard,
    mayStart(call, target) {
      const reserve = () => (journal.isBlocked ? 'wait' : budget.reserve(call, target));
      return race ? race.permission(call, target, reserve) : reserve();
    },
    laneEnded(target) {
      // a run that is stopped gives up no target
      if (!options.stop.aborted) race?.laneEnded(target);
      tellRace();
      budget.leave(target);
      askAgain.soon();
    },
    onChange: askAgain.add,
  };
  const settled: AttemptHandlers['settled'] = (rows, call) => {
    if ('sample' in rows) race?.add(call, rows.sample);
    tellRace();
    askAgain.soon();
  };
  const work: Work = { calls, road: { builder, budget, intake, settled } };
  try {
    if (plan.load && load) await carryLoad(options, work, { ...plan, load: plan.load }, load);
    else await carryLanes(options, work, changed);
  } finally {
    await journal.close();
    await budget.close(options.stop);
  }
  const unwritten = await storeRest(writer);

  const refusal = budget.refusal();
  const stopped = refusal === null ? {} : { stopped: refusal, status: 'partial' as const };
  const ended: Run = {
    ...(await endOf(options, load, board, intake.measured)),
    // the wall clock may have been set meanwhile
    ended_at_ms: began.wall + (nowMs() - began.mono),
    ...stopped,
    ...putAsideOf(quarantine.count),
    ...record,
    ...intake.cached(),
    ...intake.judged(),
  };
  const kept = race ? race.record(ended) : ended;
  await keepTrying(() => saveRunFile(directory, { ...runFile, samples: intake.measured, run: kept }), {
    giveUp: options.stop,
    trouble: trouble.plan,
  });
  const failure = unwritten ?? (await storeEnd(store, kept, directory));
  if (failure) trouble.store(failure.message);
  emit({ type: 'run-end', run: kept });
  return withFrontier(board.summary({ run: kept }));
}
