/** From what is asked for to what will be done: the suite with its targets' prices, the load or race, the run that is resumed. Sends nothing. */
import { newId } from '../../base/id.ts';
import { AssayError } from '../../contract/errors.ts';
import type { LoadPlan } from '../../contract/load.ts';
import type { RaceSettings } from '../../contract/race.ts';
import type { Run } from '../../contract/run.ts';
import type { Suite } from '../../contract/suite.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import type { AppContext } from '../context.ts';
import type { PricesGiven } from '../stored/read-prices.ts';
import { readSuite } from '../suite/read-suite.ts';
import type { FoundSuite } from '../suite/suite-source.ts';
import { assertBatchable } from './assert-batchable.ts';
import { findRun, findUnfinished, type Found, type Unfinished } from './find-unfinished.ts';
import { openSimulator, type Simulation } from './find-simulator.ts';
import { planUnderLoad } from './plan-under-load.ts';
import { raceSettings } from './race-settings.ts';
import { requireTargets } from './require-targets.ts';
import { pricesFor } from './run-prices.ts';
import type { ResumeSpec, RunSpec } from './run-spec.ts';
import { unsupportedNotes } from './unsupported-notes.ts';

/** A run that could begin now. */
export interface PreparedRun extends Simulation {
  runId: string;
  /** `null`: the suite has no file. */
  suitePath: string | null;
  /** By workers on any machine. */
  distributed: boolean;
  /** Answers that were given before will do. */
  cache: boolean;
  /** In place of asking every case once. */
  load?: LoadPlan;
  /** Stop asking targets as soon as it is certain what becomes of them. */
  race?: RaceSettings;
  /** That come before the public list. */
  prices?: PricesGiven;
  /** The run that is resumed in this process; locked. */
  unfinished?: Unfinished;
  /** The run by workers that is resumed. */
  sharedBefore?: Run;
  /** Ends what was started and locked for it. */
  release(): Promise<void>;
}

const noteTo =
  ({ notify }: Pick<AppContext, 'notify'>, code: string) =>
  (message: string): void =>
    notify({ code, message });

/** The run by workers that would be resumed; what speaks to PostgreSQL is loaded only for a run that needs it. */
async function sharedBefore(suite: Suite, context: AppContext): Promise<Run | null> {
  const { findSharedRun } = await import('./find-shared-run.ts');
  const before = await findSharedRun(context, suite);
  if (!before) return null;
  const why = before.isOrphan ? ', which was begun and then left by whoever began it' : '';
  noteTo(
    context,
    'run-resumed',
  )(`Resuming run ${shortRunId(before.run.run_id)}${why}; --fresh makes a new one.`);
  return before.run;
}

type Before = Pick<PreparedRun, 'unfinished' | 'sharedBefore'>;

async function resumable(
  suite: Suite,
  race: RaceSettings | null,
  { resume = false, retryErrors = false, distributed = false }: RunSpec,
  context: AppContext,
): Promise<Before> {
  if (!resume) return {};
  if (distributed) {
    const before = await sharedBefore(suite, context);
    return before ? { sharedBefore: before } : {};
  }
  return told(await findUnfinished(context.dataDir, suite, { retryErrors, race }), context);
}

function told({ unfinished, note }: Found, context: AppContext): Before {
  if (note !== null) noteTo(context, unfinished ? 'run-resumed' : 'run-not-resumed')(note);
  return unfinished ? { unfinished } : {};
}

async function withSimulator(
  suite: Suite,
  simulator: RunSpec['simulator'],
  opened: AsyncDisposableStack,
  context: AppContext,
): Promise<Simulation> {
  const { close, ...simulation } = await openSimulator(suite, simulator, context.env);
  opened.defer(close);
  return simulation;
}

/** What is there once the suite was read, before anything of an earlier run is looked for. */
async function readAsked(
  spec: RunSpec,
  opened: AsyncDisposableStack,
  context: AppContext,
): Promise<FoundSuite & Pick<PreparedRun, 'load' | 'race' | 'simulated'>> {
  const { suite: source, simulator, race, load, distributed = false, ...changes } = spec;
  const isLoad = load !== undefined;
  const { suite: read, path } = await readSuite(source, changes, context, { isScored: !isLoad });
  requireTargets(read);
  assertBatchable(read, { load: isLoad, '--race': race !== undefined, '--control': distributed });
  const underLoad = isLoad ? await planUnderLoad(read, load, context) : { suite: read };
  const own = simulator ?? ('demo' in source ? 'own' : undefined);
  const { suite, simulated } = await withSimulator(underLoad.suite, own, opened, context);
  if (!isLoad) (await unsupportedNotes(suite)).forEach(noteTo(context, 'unscorable-cases'));
  return { ...underLoad, suite, simulated, path, ...(race && { race: raceSettings(race, suite) }) };
}

function refuseTogether({ distributed, race, load, resume }: RunSpec): void {
  if (distributed && race)
    throw new AssayError('usage', 'a race is run by one machine', {
      remedy: 'Leave out --race or --control.',
    });
  if (load && (distributed || race || resume))
    throw new AssayError('usage', 'a load is neither distributed, nor a race, nor resumed', {
      remedy: 'Give `load` alone.',
    });
}

/** Throws what is wrong with the spec, the suite, or the run that is to be resumed. */
export async function prepareRun(spec: RunSpec, context: AppContext): Promise<PreparedRun> {
  refuseTogether(spec);
  const { cache, distributed = false } = spec;
  await using opened = new AsyncDisposableStack();
  const { path, ...asked } = await readAsked(spec, opened, context);
  const before = await resumable(asked.suite, asked.race ?? null, spec, context);
  opened.defer(async () => before.unfinished?.release());
  const prices = await pricesFor(spec.prices, context);
  const kept = opened.move();
  return {
    ...asked,
    ...before,
    runId: before.unfinished?.before.run.run_id ?? before.sharedBefore?.run_id ?? newId(),
    suitePath: path,
    distributed,
    cache: cache ?? asked.suite.cache === true,
    ...prices,
    release: () => kept.disposeAsync(),
  };
}

/** The run named, with the suite that it was begun with. Throws `run-not-found`, and `usage` when nothing of it is missing. */
export async function prepareResume(spec: ResumeSpec, context: AppContext): Promise<PreparedRun> {
  const { run: named, simulator, cache, retryErrors = false } = spec;
  await using opened = new AsyncDisposableStack();
  const { runId, race } = await findRun(context.dataDir, named);
  const { suite: read, path } = await readSuite({ stored: runId }, {}, context);
  const { suite, simulated } = await withSimulator(read, simulator, opened, context);
  const found = await findUnfinished(context.dataDir, suite, { retryErrors, race, runId });
  const { unfinished } = told(found, context);
  if (!unfinished)
    throw new AssayError('usage', `run ${shortRunId(runId)} cannot be resumed`, {
      remedy: found.note ?? 'It has all it was begun for, or another process is at it.',
    });
  opened.defer(() => unfinished.release());
  const prices = await pricesFor(spec.prices, context);
  const kept = opened.move();
  return {
    suite,
    simulated,
    runId,
    suitePath: path,
    distributed: false,
    cache: cache ?? suite.cache === true,
    ...(race && { race }),
    ...prices,
    unfinished,
    release: () => kept.disposeAsync(),
  };
}
