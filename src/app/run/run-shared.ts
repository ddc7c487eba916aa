/** A run that workers carry out: its lanes are put into the queue, and what they do is shown here until it has ended. */
import { wallClockMs } from '../../base/clock.ts';
import type { RunSummary } from '../../contract/analysis.ts';
import { AssayError } from '../../contract/errors.ts';
import type { RunEvent } from '../../contract/events.ts';
import type { Run } from '../../contract/run.ts';
import type { Suite, Target } from '../../contract/suite.ts';
import { openControl } from '../../control/open-control.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { keyVariableOf } from '../../providers/endpoint.ts';
import { budgetOf } from '../../spend/budget-scopes.ts';
import { planRun } from '../../plan/plan-run.ts';
import { runCasesOf } from '../../samples/run-cases.ts';
import { storedSummary } from '../runs/summaries.ts';
import type { CommandContext } from '../../cli/command.ts';
import { followRun } from './follow-run.ts';
import { provenanceOf } from './provenance.ts';
import { readBudget } from './read-budget.ts';
import { refuseUnpriced } from './refuse-unpriced.ts';
import { runHeader } from './run-header.ts';
import type { RunSuiteOptions } from './run-suite.ts';
import { shareFiles, withoutPlaces } from './share-files.ts';

const secretHeader = /auth|key|token|secret|cookie|password/i;

function refuse(message: string, remedy: string): never {
  throw new AssayError('usage', `This suite cannot be run by workers: ${message}`, { remedy });
}

/** Throws `usage` for what would have to travel through the database and does not. */
export function refuseUnshareable(suite: Suite): void {
  for (const { label, headers = {} } of suite.targets) {
    const secret = Object.keys(headers).find((name) => secretHeader.test(name));
    if (secret !== undefined)
      refuse(
        `target ${label} has a header "${secret}", and no key goes through the database.`,
        'Name a variable with apiKeyEnv and set it where the workers run.',
      );
  }
}

/** What was given to the run since it was begun stays. */
function resumedHeader(before: Run, { targets, ...header }: Run): Run {
  const priceOf = new Map(before.targets.map(({ id, price }) => [id, price]));
  return {
    ...header,
    provenance: before.provenance,
    targets: before.repriced
      ? targets.map((target) => ({ ...target, price: priceOf.get(target.id) ?? target.price }))
      : targets,
    ...(before.repriced && { repriced: before.repriced }),
    ...(before.rescored && { rescored: before.rescored }),
  };
}

/** Throws what `runSuite` throws, besides `store-failed` when the machines' database cannot be reached. */
export async function runShared(options: RunSuiteOptions, context: CommandContext): Promise<RunSummary> {
  const { runId, suite, host, view, interrupts } = options;
  const { dataDir, note } = context;
  const { store } = host;
  if (!context.results || !store)
    throw new AssayError('usage', '--control needs a place for results that all machines reach', {
      remedy: 'Give --results http://user:password@host:8123/database, or set ASSAY_RESULTS.',
    });
  refuseUnshareable(suite);
  const { sharedBefore: before } = options;
  const startedAtMs = before?.started_at_ms ?? wallClockMs();
  const given = before?.provenance.prices ?? options.prices;
  const prices = createPriceBook({ at: startedAtMs, ...(given && { overrides: given.overrides }) });
  const plan = planRun(suite, { runId, priceOf: (target: Target) => prices.priceOf(target)?.price ?? null });
  const budget = await readBudget(dataDir);
  const budgets = budget ? [budget] : [];
  const keyOf = (target: Target) => keyVariableOf(target, context.env);
  refuseUnpriced({ suite, budgets: [budgetOf(suite), ...budgets], prices, keyOf }, note);
  const made = await provenanceOf(options.suitePath, context);
  const header = runHeader(plan, prices, { ...made, ...(given && { prices: given }) }, startedAtMs);
  const run = before ? resumedHeader(before, header) : header;
  const emit = (event: RunEvent) => {
    // the page of this process hears of it as every other server does
    view.emit(event);
    options.emit?.(event);
  };
  const control = await openControl(context.control as string, (error) =>
    note(`control database: ${error.message}`),
  );
  try {
    const { stop, kill } = interrupts;
    const end = await followRun({ control, runId, emit, stop, kill, note }, async () => {
      // first: what workers need to begin must be there
      const files = await shareFiles(suite, options.suitePath, control.registry);
      const shared = { run, suite: withoutPlaces(suite), budgets };
      await control.registry.begin({
        ...shared,
        ...(files.length > 0 && { files }),
        ...(options.cache && { cache: true }),
      });
      // after the registry: what dies here is found there, and gone on with by the same command
      await store.putRun(run, runCasesOf(suite));
      control.events.publish({ type: 'run-start', run });
      await control.queue.enqueue(run.targets.map(({ id }) => ({ runId, targetId: id })));
    });
    const summary = await storedSummary(store, end.run ?? run);
    if (end.left !== null) note(end.left);
    return end.run ? summary : { ...summary, run: { ...summary.run, status: 'running' } };
  } finally {
    await control.close();
  }
}
