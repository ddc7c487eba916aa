/** One run in this process: everything `conductRun` needs, opened before it and closed after it. */
import { join } from 'node:path';
import { conductRun } from '../../conduct/conduct-run.ts';
import type { ConductRunOptions } from '../../conduct/conduct-run-options.ts';
import { ownPid } from '../../base/own-process.ts';
import type { RunSummary } from '../../contract/analysis.ts';
import type { Budget } from '../../contract/budget.ts';
import type { EmitRunEvent } from '../../contract/events.ts';
import type { Plan } from '../../contract/plan.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Target } from '../../contract/suite.ts';
import { createOwnControl } from '../../control/own-control.ts';
import { createPriceBook, type PriceBook } from '../../measure/price-book.ts';
import { underLoad } from '../../plan/load/plan-load.ts';
import { planRun } from '../../plan/plan-run.ts';
import { raceOrder } from '../../plan/race-order.ts';
import { keyVariableOf } from '../../providers/endpoint.ts';
import { openBatches } from '../../providers/batch/open-batches.ts';
import { openLanes } from '../../providers/lanes/open-lanes.ts';
import { formatCounted } from '../../view/format.ts';
import { budgetOf } from '../../spend/budget-scopes.ts';
import { openAnswerCache } from '../../run/cache/answer-cache.ts';
import { cachedModel } from '../../run/cache/cached-model.ts';
import { attachmentFolder } from '../../journal/keep-attachments.ts';
import { runDirectory, type RunDirectory } from '../../journal/run-directory.ts';
import type { AppContext } from '../context.ts';
import { checkScorerServices, openScorerServices } from '../score/scorer-services.ts';
import { continuedHeader } from './resumed-header.ts';
import { warnAboutPlan, applyQuietHours } from './warn-about-plan.ts';
import { measuredHistory } from './measured-history.ts';
import { openLedger } from './open-ledger.ts';
import type { PreparedRun } from './prepare-run.ts';
import { provenanceOf } from './provenance.ts';
import { readBudget } from './read-budget.ts';
import { refuseUnpriced } from './refuse-unpriced.ts';
import { runHeader } from './run-header.ts';

/** Where what happens in a run goes, and what ends it early. */
export interface RunOutlets {
  /** `null`: nothing is stored now; the journal has it all, and opening the results reads it. */
  store: ResultStore | null;
  emit: EmitRunEvent;
  /** Aborted: finish what is in flight, keep everything. */
  stop: AbortSignal;
  /** Aborted: give up what is in flight too. */
  kill: AbortSignal;
}

/** Carries the run out that was begun. */
export type CarryOut = () => Promise<RunSummary>;

/** What the run will do, and by which prices and caps. */
interface Planned {
  startedAtMs: number;
  prices: PriceBook;
  /** All that is asked for; of a resumed run, what it had before included. */
  plan: Plan;
  budgets: Budget[];
}

/** Throws `not-allowed` in quiet hours, and `suite-invalid` for a cap on what has no price. */
async function planAll(prepared: PreparedRun, context: AppContext): Promise<Planned> {
  const { runId, suite, unfinished, race, load } = prepared;
  const { dataDir, env, clock, notify } = context;
  const note = (message: string) => notify({ code: 'plan', message });
  const startedAtMs = clock.wallClockMs();
  const given = unfinished?.before.run.provenance.prices ?? prepared.prices;
  const prices = createPriceBook({
    at: unfinished?.before.run.started_at_ms ?? startedAtMs,
    ...(given && { overrides: given.overrides }),
  });
  const priceOf = (target: Target) => prices.priceOf(target)?.price ?? null;
  const history = await measuredHistory({
    dataDir,
    suite,
    costOf: (tokens, target) => prices.costOf(tokens, target, startedAtMs)?.nanousd ?? null,
  });
  const asked = planRun(suite, { runId, priceOf, history });
  const ordered = race ? raceOrder(asked) : asked;
  const plan = load ? underLoad(asked, load, priceOf) : ordered;
  const apply = load ? applyQuietHours : warnAboutPlan;
  apply(unfinished?.plan ?? plan, startedAtMs, note);
  const budget = await readBudget(dataDir);
  const budgets = budget ? [budget] : [];
  const keyOf = (target: Target) => keyVariableOf(target, env);
  refuseUnpriced({ suite, budgets: [budgetOf(suite), ...budgets], prices, keyOf }, note);
  return { startedAtMs, prices, plan, budgets };
}

type Models = Pick<ConductRunOptions, 'model' | 'batches' | 'services' | 'clockHealth'>;

/** What answers and what scores. Throws `key-missing` and the like. */
async function openModels(
  { suite, suitePath, simulated, load, ...prepared }: PreparedRun,
  prices: PriceBook,
  directory: RunDirectory,
  context: AppContext,
  opened: AsyncDisposableStack,
): Promise<Models> {
  const { env, dataDir, notify } = context;
  const files = attachmentFolder(directory);
  const scoring = openScorerServices(suitePath, context, { prices, simulated });
  opened.defer(scoring.close);
  await checkScorerServices(suite, scoring.services);
  const batches = await openBatches({ targets: suite.targets, env, simulated, files });
  const singles = suite.targets.filter(({ batch }) => !batch);
  const lanes = await openLanes({ targets: singles, env, simulated, files });
  opened.defer(() => lanes.close());
  const cache = prepared.cache && !load ? openAnswerCache(join(dataDir, 'cache')) : null;
  opened.defer(() => {
    if (!cache || cache.unreadable === 0) return;
    const count = formatCounted(cache.unreadable, 'answer');
    notify({ code: 'cache-unreadable', message: `${count} of the cache could not be read: asked anew.` });
  });
  return {
    model: cache ? cachedModel(lanes, cache) : lanes,
    batches,
    services: scoring.services,
    clockHealth: () => lanes.health(),
  };
}

/** The run's header as it begins, or as it is resumed. */
async function headerOf(
  { suitePath, prices: given, unfinished }: PreparedRun,
  { plan, prices, startedAtMs }: Planned,
  context: AppContext,
): Promise<Pick<ConductRunOptions, 'run' | 'goes' | 'repricings'>> {
  const made = await provenanceOf(suitePath, context);
  const kept = unfinished?.before.run.provenance.prices ?? given;
  const header = runHeader(plan, prices, { ...made, ...(kept && { prices: kept }) }, startedAtMs);
  if (!unfinished) return { run: header };
  const { run, goes = 1, repricings } = unfinished.before;
  return { run: continuedHeader(run, header), goes: goes + 1, ...(repricings && { repricings }) };
}

/** Opens all that the run needs. Throws `key-missing` and the like before anything is sent. */
export async function beginRun(
  prepared: PreparedRun,
  { store, emit, stop, kill }: RunOutlets,
  context: AppContext,
): Promise<CarryOut> {
  const { runId, unfinished, race } = prepared;
  const planned = await planAll(prepared, context);
  const { plan, prices, budgets } = planned;
  const header = await headerOf(prepared, planned, context);
  const directory = runDirectory(context.dataDir, runId);
  const opened = new AsyncDisposableStack();
  try {
    const models = await openModels(prepared, prices, directory, context, opened);
    const options: ConductRunOptions = {
      plan: unfinished?.plan ?? plan,
      ...header,
      ...(race && { race: { settings: race, whole: plan } }),
      budgets,
      ledger: await openLedger(context.dataDir),
      keyOf: (target) => keyVariableOf(target, context.env),
      ...models,
      prices,
      store,
      directory,
      pid: ownPid,
      control: createOwnControl(emit),
      stop,
      kill,
    };
    return () => conductRun(options).finally(() => opened.disposeAsync());
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}
