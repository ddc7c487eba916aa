/** One run in this process: everything `conductRun` needs, opened and closed around it. */
import { join } from 'node:path';
import { conductRun } from '../../conduct/conduct-run.ts';
import { wallClockMs } from '../../base/clock.ts';
import type { RunSummary } from '../../contract/analysis.ts';
import type { EmitRunEvent, RunEvent } from '../../contract/events.ts';
import type { LoadPlan } from '../../contract/load.ts';
import type { Run } from '../../contract/run.ts';
import type { RaceSettings } from '../../contract/race.ts';
import type { Suite, Target } from '../../contract/suite.ts';
import { createOwnControl } from '../../control/own-control.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { underLoad } from '../../plan/load/plan-load.ts';
import { planRun } from '../../plan/plan-run.ts';
import { raceOrder } from '../../plan/race-order.ts';
import { keyVariableOf, type SimulatedEndpoints } from '../../providers/endpoint.ts';
import { openBatches } from '../../providers/batch/open-batches.ts';
import { openLanes } from '../../providers/lanes/open-lanes.ts';
import { formatCounted } from '../../view/format.ts';
import { budgetOf } from '../../spend/budget-scopes.ts';
import { openAnswerCache } from '../../run/cache/answer-cache.ts';
import { cachedModel } from '../../run/cache/cached-model.ts';
import { attachmentFolder } from '../../journal/keep-attachments.ts';
import { runDirectory } from '../../journal/run-directory.ts';
import type { CommandContext } from '../../cli/command.ts';
import { continuedHeader } from './resumed-header.ts';
import type { Unfinished } from './find-unfinished.ts';
import { warnAboutPlan, applyQuietHours } from './warn-about-plan.ts';
import type { Interrupts } from '../../cli/interrupts.ts';
import type { RunView } from '../../cli/live/run-view.ts';
import type { Host } from '../data/host.ts';
import { measuredHistory } from './measured-history.ts';
import { openLedger } from './open-ledger.ts';
import { provenanceOf } from './provenance.ts';
import { readBudget } from './read-budget.ts';
import type { PricesGiven } from '../stored/read-prices.ts';
import { refuseUnpriced } from './refuse-unpriced.ts';
import { runHeader } from './run-header.ts';
import { checkScorerServices, openScorerServices } from '../score/scorer-services.ts';

export interface RunSuiteOptions {
  runId: string;
  suite: Suite;
  suitePath: string;
  simulated: SimulatedEndpoints;
  host: Host;
  view: RunView;
  interrupts: Interrupts;
  /** A run by workers that is gone on with, instead of a new one. */
  sharedBefore?: Run;
  /** In place of asking every case once. */
  load?: LoadPlan;
  /** Answers that were given before will do. */
  cache?: boolean;
  /** A run that is gone on with, instead of a new one. */
  unfinished?: Unfinished;
  /** Given with `--prices`. */
  prices?: PricesGiven;
  /** Drop targets as soon as it is certain. */
  race?: RaceSettings;
  /** Told of every event besides page and view. */
  emit?: EmitRunEvent;
}

/** Runs the suite. Throws `key-missing` and the like before anything is sent. */
export async function runSuite(options: RunSuiteOptions, context: CommandContext): Promise<RunSummary> {
  const { runId, suite, host, view, interrupts, simulated, unfinished } = options;
  const { dataDir, env } = context;
  const startedAtMs = wallClockMs();
  const given = unfinished?.before.run.provenance.prices ?? options.prices;
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
  const ordered = options.race ? raceOrder(asked) : asked;
  const plan = options.load ? underLoad(asked, options.load, priceOf) : ordered;
  const apply = options.load ? applyQuietHours : warnAboutPlan;
  apply(unfinished?.plan ?? plan, startedAtMs, context.note);
  const budget = await readBudget(dataDir);
  const budgets = budget ? [budget] : [];
  const keyOf = (target: Target) => keyVariableOf(target, env);
  refuseUnpriced({ suite, budgets: [budgetOf(suite), ...budgets], prices, keyOf }, context.note);
  const made = await provenanceOf(options.suitePath, context);
  const provenance = { ...made, ...(given && { prices: given }) };
  const emit = (event: RunEvent) => {
    host.emit(event);
    view.emit(event);
    options.emit?.(event);
  };
  const control = createOwnControl(emit);
  const directory = runDirectory(dataDir, runId);
  const files = attachmentFolder(directory);
  const scoring = openScorerServices(options.suitePath, context, { prices, simulated });
  await checkScorerServices(suite, scoring.services);
  const batches = await openBatches({ targets: suite.targets, env, simulated, files });
  const singles = suite.targets.filter(({ batch }) => !batch);
  const lanes = await openLanes({ targets: singles, env, simulated, files });
  const cache = options.cache && !options.load ? openAnswerCache(join(dataDir, 'cache')) : null;
  try {
    const header = runHeader(plan, prices, provenance, startedAtMs);
    return await conductRun({
      plan: unfinished?.plan ?? plan,
      run: unfinished ? continuedHeader(unfinished.before.run, header) : header,
      ...(unfinished && { goes: (unfinished.before.goes ?? 1) + 1 }),
      ...(unfinished?.before.repricings && { repricings: unfinished.before.repricings }),
      ...(options.race && { race: { settings: options.race, whole: plan } }),
      budgets,
      ledger: await openLedger(dataDir),
      keyOf,
      model: cache ? cachedModel(lanes, cache) : lanes,
      batches,
      prices,
      services: scoring.services,
      store: host.store,
      directory,
      pid: process.pid,
      control,
      stop: interrupts.stop,
      kill: interrupts.kill,
      clockHealth: () => lanes.health(),
    });
  } finally {
    if (cache && cache.unreadable > 0)
      context.note(
        `${formatCounted(cache.unreadable, 'answer')} of the cache could not be read: asked anew.`,
      );
    await lanes.close();
    await scoring.close();
  }
}
