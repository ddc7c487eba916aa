/** A run that workers carry out: its lanes are put into the queue, and what they do is shown here until it has ended. */
import { dirname, resolve } from 'node:path';
import type { Budget } from '../../contract/budget.ts';
import type { Control } from '../../contract/control.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import type { Suite } from '../../contract/suite.ts';
import { openControl } from '../../control/open-control.ts';
import { runCasesOf } from '../../samples/run-cases.ts';
import { storedSummary } from '../runs/summaries.ts';
import type { AppContext } from '../context.ts';
import type { CarryOut, RunOutlets } from './begin-run.ts';
import { followRun } from './follow-run.ts';
import { planCalls } from './plan-calls.ts';
import type { PreparedRun } from './prepare-run.ts';
import { provenanceOf } from './provenance.ts';
import { refuseUnpriced } from './refuse-unpriced.ts';
import { projectLabel } from '../data/run-labels.ts';
import { runHeader } from './run-header.ts';
import { secretHeaderIn } from './secret-header.ts';
import { shareFiles, withoutPlaces } from './share-files.ts';

function refuse(message: string, remedy: string): never {
  throw new AssayError('usage', `This suite cannot be run by workers: ${message}`, { remedy });
}

/** Throws `usage` for what would have to travel through the database and does not. */
export function refuseUnshareable(suite: Suite): void {
  const secret = secretHeaderIn(suite.targets);
  if (secret)
    refuse(
      `target ${secret.label} has a header "${secret.name}", and no key goes through the database.`,
      'Name a variable with apiKeyEnv and set it where the workers run.',
    );
}

/** What was given to the run since it was begun stays. */
function resumedHeader(before: Run, asked: Run): Run {
  const { targets, project: _, ...header } = asked;
  const priceOf = new Map(before.targets.map(({ id, price }) => [id, price]));
  return {
    ...header,
    ...(before.project !== undefined && { project: before.project }),
    provenance: before.provenance,
    targets: before.repriced
      ? targets.map((target) => ({ ...target, price: priceOf.get(target.id) ?? target.price }))
      : targets,
    ...(before.repriced && { repriced: before.repriced }),
    ...(before.rescored && { rescored: before.rescored }),
  };
}

/** Puts into the registry and the queue what workers need to begin. */
async function handOver(
  { suite, cache }: PreparedRun,
  { run, budgets, folder }: { run: Run; budgets: Budget[]; folder: string },
  { control, store }: { control: Control; store: ResultStore },
): Promise<void> {
  // first: what workers need to begin must be there
  const files = await shareFiles(suite, folder, control.registry);
  await control.registry.begin({
    run,
    suite: withoutPlaces(suite),
    budgets,
    ...(files.length > 0 && { files }),
    ...(cache && { cache: true }),
  });
  // after the registry: what dies here is found there, and resumed by the same command
  await store.putRun(run, runCasesOf(suite));
  control.events.publish({ type: 'run-start', run });
  await control.queue.enqueue(run.targets.map(({ id }) => ({ runId: run.run_id, targetId: id })));
}

/** The run as it begins, or as it is resumed, with the caps of this data directory. */
async function headerOf(
  { runId, suite, suitePath, sharedBefore: before, prices: own }: PreparedRun,
  context: AppContext,
): Promise<{ run: Run; budgets: Budget[] }> {
  const planned = await planCalls({ runId, suite, prices: own, before }, context);
  const { plan, prices, givenPrices, budgets, startedAtMs } = planned;
  refuseUnpriced(planned.unpriced, (message) => context.notify({ code: 'plan', message }));
  const made = await provenanceOf(suitePath, context);
  const startedMs = before?.started_at_ms ?? startedAtMs;
  const provenance = { ...made, ...(givenPrices && { prices: givenPrices }) };
  const header = runHeader(plan, prices, provenance, startedMs, projectLabel(context.env));
  return { run: before ? resumedHeader(before, header) : header, budgets };
}

/** Throws what `beginRun` throws, besides `usage` when the run cannot be shared, and `store-failed` when the machines' database is away. */
export async function beginSharedRun(
  prepared: PreparedRun,
  { store, emit, stop, kill }: RunOutlets,
  context: AppContext,
): Promise<CarryOut> {
  const { control: url, results, cwd } = context;
  if (results === undefined || url === undefined || !store)
    throw new AssayError('usage', '--control needs a place for results that all machines reach', {
      remedy: 'Give --results http://user:password@host:8123/database, or set ASSAY_RESULTS.',
    });
  const { runId, suite, suitePath } = prepared;
  refuseUnshareable(suite);
  const header = await headerOf(prepared, context);
  const folder = suitePath === null ? cwd : dirname(resolve(suitePath));
  const note = (message: string) => context.notify({ code: 'run-shared', message });
  const control = await openControl(url, (error) => note(`control database: ${error.message}`));
  const follow = async () => {
    const end = await followRun({ control, runId, emit, stop, kill, note }, () =>
      handOver(prepared, { ...header, folder }, { control, store }),
    );
    const summary = await storedSummary(store, end.run ?? header.run);
    if (end.left !== null) note(end.left);
    return end.run ? summary : { ...summary, run: { ...summary.run, status: 'running' as const } };
  };
  return () => follow().finally(() => control.close());
}
