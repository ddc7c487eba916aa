/**
 * Carries lanes out: all lanes of a run in one process, or one lane on a worker; there is no other code for it. What differs comes in: where
 * attempts, judges' words and refused rows are kept, and who counts money and limits.
 *
 *   attempts ─▶ samples (measure, price, score) ─▶ judges' words kept ─▶ totals ─▶ sinks
 */
import { createBoard, type Board } from '../analyze/progress/board.ts';
import { ExactTotals } from '../analyze/progress/exact-totals.ts';
import { withLaneChange } from '../analyze/progress/lane-records.ts';
import { worstQueue } from '../analyze/progress/worst-queue.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { Budget } from '../contract/budget.ts';
import type { EmitRunEvent } from '../contract/events.ts';
import type { LaneChange, LaneRecord } from '../contract/lane.ts';
import type { Ledger } from '../contract/ledger.ts';
import type { Model } from '../contract/model.ts';
import type { Plan } from '../contract/plan.ts';
import type { Quarantine } from '../contract/quarantine.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { ClientHealth, PriceChange, Run } from '../contract/run.ts';
import type { LaterScores, ScoredAnswer, ScorerServices } from '../contract/score.ts';
import type { SideEvent } from '../contract/sink.ts';
import type { Target } from '../contract/suite.ts';
import { assessClientHealth, type ClientFigures } from '../measure/client-health.ts';
import type { PriceBook } from '../measure/price-book.ts';
import type { LoadLog } from '../record/load-log.ts';
import { RunTotals } from '../record/run-totals.ts';
import { SinkFeed } from '../record/sink-feed.ts';
import { boardSink, eventSink, resultsSinkName, storeSink, totalsSink } from '../record/sinks.ts';
import { createStoreWriter, type StoreWriter } from '../record/store-writer.ts';
import type { Trouble } from '../record/trouble.ts';
import type { SettledAttempt } from '../run/attempt-stream.ts';
import { createBudget, type Budget as RunBudget } from '../spend/budget.ts';
import { budgetOf } from '../spend/budget-scopes.ts';
import { createGuard, type Guard, type GuardOptions } from '../run/guard/create-guard.ts';
import type { Journal } from '../journal/journal.ts';
import type { RunOptions } from '../run/run-plan.ts';
import { judgedAnswer } from '../samples/judged-answers.ts';
import { rebuildSamples } from '../samples/rebuild-samples.ts';
import { repricer, withPrices } from '../samples/repriced.ts';
import { createSampleBuilder, type SampleBuilder, type SampleRows } from '../samples/sample-builder.ts';
import { AskAgain } from './ask-again.ts';
import { buildSamples } from './build-samples.ts';
import { capScorers } from './cap-scorers.ts';
import type { RaceTrack } from './race-track.ts';

export interface ConductorOptions {
  /** What is to be done here. */
  plan: Plan;
  run: Run;
  /** It carries all of the run out, not a lane of it. */
  isWhole: boolean;
  model: Model;
  prices: PriceBook;
  /** Prices given to the run since it was begun. */
  repricings?: readonly PriceChange[] | undefined;
  /** What scorers get from outside. */
  services?: ScorerServices | undefined;
  /** All of them apply, besides those of the suite. */
  budgets?: Budget[] | undefined;
  /** Closed in the end. */
  ledger: Ledger;
  /** Name of the variable that holds a target's key. */
  keyOf?: ((target: Target) => string | null) | undefined;
  limiterOf?: GuardOptions['limiterOf'] | undefined;
  /** What was said of answers before. */
  later: LaterScores;
  /** Makes what judges say last, before anything else has it. */
  keepScores(scored: ScoredAnswer[]): Promise<void>;
  quarantine: Quarantine;
  /** `null`: nothing is stored now. */
  store: Pick<ResultStore, 'insert'> | null;
  /** How long the end waits for a store that is down; default: half a minute. */
  storePatienceMs?: number | undefined;
  /** Rows that wait for the store; of more it hears in the end. Default: what a few tens of MB hold. */
  storeBacklog?: number | undefined;
  emit: EmitRunEvent;
  trouble: Trouble;
  race?: RaceTrack | null;
  load?: LoadLog | null;
  /** Aborted: finish what is in flight, keep everything. */
  stop: AbortSignal;
  /** Aborted: give up what is in flight too. */
  kill: AbortSignal;
}

/** All that was made, each call completed by its last attempt, and all that was said of it. */
export interface Kept {
  attempts: AsyncIterable<Attempt>;
  later: LaterScores;
}

const storeEveryMs = 500;

export class Conductor {
  readonly board: Board;
  readonly totals = new RunTotals();
  readonly exactTotals = new ExactTotals();
  readonly askAgain = new AskAgain();
  readonly #options: ConductorOptions;
  readonly #builder: SampleBuilder;
  readonly #budget: RunBudget;
  readonly #guard: Guard;
  readonly #feed: SinkFeed;
  /** Rows of an attempt whose rows were made before, scored as was said then. */
  readonly #rebuilt: (later: LaterScores) => (attempt: Attempt) => Promise<SampleRows>;
  #lanes: LaneRecord[] | undefined;

  constructor(options: ConductorOptions) {
    const { plan, run, prices, keyOf, ledger } = options;
    this.#options = options;
    this.board = createBoard(run);
    const budgets = [budgetOf(plan.suite), ...(options.budgets ?? [])];
    const spending = { prices, budgets, ledger, changed: this.askAgain.soon, ...(keyOf && { keyOf }) };
    this.#budget = createBudget({ plan, ...spending });
    const services = capScorers(options.services ?? {}, { runId: plan.runId, ...spending });
    const at = { targets: plan.suite.targets, book: prices, startedAtMs: run.started_at_ms };
    const reprice = repricer(options.repricings ?? [], at);
    const { project, source } = run;
    const ofRun = { isLoad: plan.load !== undefined, project, source };
    const builderOf = (given?: ScorerServices) =>
      withPrices(createSampleBuilder(plan.suite, prices, given, ofRun), reprice);
    this.#builder = builderOf(services);
    this.#rebuilt = (later) => rebuildSamples(builderOf, services, later);
    this.#guard = createGuard(plan, {
      ...(keyOf && { keyOf }),
      ...(options.limiterOf && { limiterOf: options.limiterOf }),
      laneChanged: (targetId, change) => {
        if (change.state === 'set_aside') options.race?.setAside(targetId, change.reason);
        this.laneChanged(targetId, change);
      },
    });
    this.#feed = new SinkFeed(this.#sinks(), {
      ...(options.storeBacklog !== undefined && { maxQueued: options.storeBacklog }),
      missed: ({ name, error }) => {
        // that the store is down is said by who writes to it
        if (name !== resultsSinkName) options.trouble.sink(name, error?.message ?? '');
      },
    });
    ledger.onTrouble?.((message) => {
      options.trouble.ledger(message);
      if (message === null) this.askAgain.soon();
    });
  }

  start(): void {
    this.#feed.start(this.#options.run);
  }

  tell(event: SideEvent): void {
    this.#feed.sideEvent(event);
  }

  readonly laneChanged = (targetId: string, change: LaneChange): void => {
    const { run } = this.#options;
    this.#lanes = withLaneChange(
      { ...run, ...(this.#lanes && { lanes: this.#lanes }) },
      targetId,
      change,
    ).lanes;
    this.tell({ type: 'lane-change', run_id: run.run_id, target_id: targetId, change });
  };

  /** What the lanes did here; nothing when nothing was told. */
  lanes(): Pick<Run, 'lanes'> {
    return this.#lanes ? { lanes: this.#lanes } : {};
  }

  /**
   * What was made before: counted, and handed on unless the results have it. A judge that was heard is not asked again; an attempt that no row
   * can be made of is in nobody's way.
   */
  async replay(
    attempts: AsyncIterable<Attempt> | Iterable<Attempt>,
    isStored: (attempt: Attempt) => boolean = () => false,
  ): Promise<void> {
    const rebuild = this.#rebuilt(this.#options.later);
    for await (const attempt of attempts) {
      const rows = await rebuild(attempt).catch((error: unknown) => error as Error);
      if (rows instanceof Error) {
        await this.#options.quarantine.addAttempt(attempt, rows.message);
        continue;
      }
      await this.#keepJudged(rows);
      this.totals.add(rows);
      if (!isStored(attempt)) this.#hand(rows, attempt, 0);
      if ('sample' in rows) this.#options.race?.replay(rows.sample);
    }
    this.#tellRace();
  }

  /** How calls are made, whichever lane they belong to. */
  callsOf<Kept extends Journal & { readonly isBlocked?: boolean }>(
    journal: Kept,
  ): RunOptions & { journal: Kept } {
    const { plan, model, race, stop, kill } = this.#options;
    return {
      model,
      messagesOf: (call) => this.#builder.messagesOf(plan.runId, call),
      journal,
      stop,
      kill,
      guard: this.#guard,
      mayStart: (call, target) => {
        const reserve = () => (journal.isBlocked ? 'wait' : this.#budget.reserve(call, target));
        return race ? race.permission(call, target, reserve) : reserve();
      },
      laneEnded: (target) => {
        // a run that is stopped gives up no target
        if (!stop.aborted) race?.laneEnded(target);
        this.#tellRace();
        this.#budget.leave(target);
        this.askAgain.soon();
      },
      onChange: this.askAgain.add,
    };
  }

  /** Takes what calls came to; gives how many measured ones were completed. */
  carry(attempts: AsyncIterable<SettledAttempt>): Promise<number> {
    return buildSamples(attempts, {
      builder: this.#builder,
      budget: this.#budget,
      handOn: async (rows, { attempt, call, waitMs }) => {
        await this.#keepJudged(rows);
        if ('sample' in rows) this.#options.race?.add(call, rows.sample);
        this.#tellRace();
        this.askAgain.soon();
        this.totals.add(rows);
        this.#hand(rows, attempt, waitMs ?? 0);
      },
    });
  }

  /** After the last call: the money that was not spent is given back. */
  close(giveUp?: AbortSignal): Promise<void> {
    return this.#budget.close(giveUp);
  }

  /** After `close`: why calls were not made, in one sentence. */
  refusal(): string | null {
    return this.#budget.refusal();
  }

  /**
   * Gives why the results do not have everything; `null`: they have. `again`: all that was made; where they were too slow to hear of all, they
   * get it now, as nobody waits for them.
   */
  async flush(again?: () => Promise<Kept>): Promise<Error | null> {
    const reports = await this.#feed.flush();
    const results = reports.find(({ name }) => name === resultsSinkName);
    if (results && results.dropped > 0 && again) return this.#storeAgain(await again());
    return results?.error ?? null;
  }

  async end(run: Run): Promise<void> {
    await this.#feed.end(run);
  }

  /** How well this machine kept up. */
  client(readings: Pick<ClientFigures, 'loopDelayP99Ms' | 'cpuShare'>): ClientHealth {
    const achievedFraction = this.#options.load?.achievedFraction() ?? null;
    return assessClientHealth({ ...readings, ...worstQueue(this.board.summary().targets), achievedFraction });
  }

  #writer(): StoreWriter | null {
    const { store, quarantine, trouble, storePatienceMs: patienceMs, storeBacklog: maxRows } = this.#options;
    return (
      store &&
      createStoreWriter(store, storeEveryMs, {
        quarantine: quarantine.add,
        trouble: trouble.store,
        ...(patienceMs !== undefined && { patienceMs }),
        ...(maxRows !== undefined && { maxRows }),
      })
    );
  }

  async #storeAgain({ attempts, later }: Kept): Promise<Error | null> {
    const [writer, rebuild] = [this.#writer(), this.#rebuilt(later)];
    try {
      for await (const attempt of attempts) {
        // one that no row can be made of was quarantined before
        const rows = await rebuild(attempt).catch(() => null);
        if (rows) await writer?.add(rows);
      }
      await writer?.flush();
      return null;
    } catch (error) {
      return error as Error;
    }
  }

  #sinks() {
    const { load, emit, isWhole } = this.#options;
    const writer = this.#writer();
    return [
      boardSink(this.board),
      totalsSink(this.exactTotals),
      ...(load ? [load] : []),
      eventSink(emit, { isWhole }),
      ...(writer ? [storeSink(writer)] : []),
    ];
  }

  #hand(rows: SampleRows, { timestamps }: Attempt, waitMs: number): void {
    if ('retried' in rows) this.#feed.retried({ ...rows, timestamps, waitMs });
    else this.#feed.sample({ ...rows, timestamps });
  }

  async #keepJudged(rows: SampleRows): Promise<void> {
    const answer = judgedAnswer(rows);
    if (answer && !this.#options.later(answer)) await this.#options.keepScores([answer]);
  }

  #tellRace(): void {
    const race = this.#options.race?.news();
    if (race) this.tell({ type: 'race-change', run_id: this.#options.run.run_id, race });
  }
}
