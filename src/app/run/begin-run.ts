/** One run in this process: everything `conductRun` needs, opened before it and closed after it. */
import { join } from 'node:path';
import { conductRun } from '../../conduct/conduct-run.ts';
import type { ConductRunOptions } from '../../conduct/conduct-run-options.ts';
import { ownPid } from '../../base/own-process.ts';
import type { RunSummary } from '../../contract/analysis.ts';
import type { EmitRunEvent } from '../../contract/events.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { createOwnControl } from '../../control/own-control.ts';
import type { PriceBook } from '../../measure/price-book.ts';
import { keyVariableOf } from '../../providers/endpoint.ts';
import { openBatches } from '../../providers/batch/open-batches.ts';
import { openLanes } from '../../providers/lanes/open-lanes.ts';
import { formatCounted } from '../../view/format.ts';
import { openAnswerCache } from '../../run/cache/answer-cache.ts';
import { cachedModel } from '../../run/cache/cached-model.ts';
import { attachmentFolder } from '../../journal/keep-attachments.ts';
import { runDirectory, type RunDirectory } from '../../journal/run-directory.ts';
import type { AppContext } from '../context.ts';
import { checkScorerServices, openScorerServices } from '../score/scorer-services.ts';
import { continuedHeader } from './resumed-header.ts';
import { warnAboutPlan, applyQuietHours } from './warn-about-plan.ts';
import { openLedger } from './open-ledger.ts';
import { planCalls, type PlannedCalls } from './plan-calls.ts';
import type { PreparedRun } from './prepare-run.ts';
import { provenanceOf } from './provenance.ts';
import { refuseUnpriced } from './refuse-unpriced.ts';
import { regionModel } from '../../run/region-model.ts';
import { projectLabel, regionLabel } from '../data/run-labels.ts';
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

/** Throws `not-allowed` in quiet hours, and `suite-invalid` for a cap on what has no price. */
async function planAll(prepared: PreparedRun, context: AppContext): Promise<PlannedCalls> {
  const { unfinished, load } = prepared;
  const note = (message: string) => context.notify({ code: 'plan', message });
  const planned = await planCalls({ ...prepared, before: unfinished?.before.run }, context);
  const apply = load ? applyQuietHours : warnAboutPlan;
  apply(unfinished?.plan ?? planned.plan, planned.startedAtMs, note);
  refuseUnpriced(planned.unpriced, note);
  return planned;
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
  const model = regionModel(lanes, regionLabel(env));
  const cache = prepared.cache && !load ? openAnswerCache(join(dataDir, 'cache')) : null;
  opened.defer(() => {
    if (!cache || cache.unreadable === 0) return;
    const count = formatCounted(cache.unreadable, 'answer');
    notify({ code: 'cache-unreadable', message: `${count} of the cache could not be read: asked anew.` });
  });
  return {
    model: cache ? cachedModel(model, cache) : model,
    batches,
    services: scoring.services,
    clockHealth: () => lanes.health(),
  };
}

/** The run's header as it begins, or as it is resumed. */
async function headerOf(
  { suitePath, unfinished }: PreparedRun,
  { plan, prices, givenPrices, startedAtMs }: PlannedCalls,
  context: AppContext,
): Promise<Pick<ConductRunOptions, 'run' | 'goes' | 'repricings'>> {
  const made = await provenanceOf(suitePath, context);
  const provenance = { ...made, ...(givenPrices && { prices: givenPrices }) };
  const header = runHeader(plan, prices, provenance, startedAtMs, projectLabel(context.env));
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
  await using opened = new AsyncDisposableStack();
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
  const kept = opened.move();
  return () => conductRun(options).finally(() => kept.disposeAsync());
}
