/** From a prepared run to one that goes on, with a handle on it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SharedPlaces } from '../../analyze/table/shared-places.ts';
import type { RunSummary } from '../../contract/analysis.ts';
import { runDirectory } from '../../journal/run-directory.ts';
import { watchStopRequests } from '../../journal/stop-request.ts';
import type { AppContext } from '../context.ts';
import { storedSummary } from '../runs/summaries.ts';
import { enterRun } from '../data/runs-here.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import type { RunOutlets } from './begin-run.ts';
import type { PreparedRun } from './prepare-run.ts';
import { EventFan, StopSwitch, type RunHandle } from './run-handle.ts';

/** Of a run that stopped early what is shown is what its targets have in common, as everywhere else. */
async function asStored(summary: RunSummary, context: AppContext): Promise<RunSummary> {
  const { run } = summary;
  if (!new SharedPlaces(run).isNeeded) return summary;
  const { live, withStore } = context;
  const read = live?.store ? storedSummary(live.store, run) : withStore((store) => storedSummary(store, run));
  return read.catch(() => summary);
}

/** What speaks to PostgreSQL is loaded only for a run that needs it, what calls models only for one that does. */
async function begin(prepared: PreparedRun, outlets: RunOutlets, context: AppContext) {
  if (!prepared.distributed) return (await import('./begin-run.ts')).beginRun(prepared, outlets, context);
  const { beginSharedRun } = await import('./begin-shared-run.ts');
  return beginSharedRun(prepared, outlets, context);
}

/** Resolves once all that can be refused has been: nothing was sent yet. `stops`: what ends it early, perhaps asked already. */
export async function startPrepared(
  prepared: PreparedRun,
  context: AppContext,
  stops = new StopSwitch(),
): Promise<RunHandle> {
  const { runId } = prepared;
  const { signal } = context;
  const { store = null, emit } = context.live ?? {};
  const events = new EventFan();
  if (emit) events.subscribe(emit);
  await using opened = new AsyncDisposableStack();
  opened.defer(prepared.release);
  const requests = await watchStopRequests(runDirectory(context.dataDir, runId), (request) =>
    stops[request](),
  );
  opened.defer(requests.end);
  opened.defer(enterRun(runId).leave);
  signal?.addEventListener('abort', stops.stop, { once: true });
  opened.defer(() => signal?.removeEventListener('abort', stops.stop));
  throwIfInterrupted(context, 'Nothing was sent.');
  const { stopping: stop, killing: kill } = stops;
  const carryOut = await begin(prepared, { store, emit: events.emit, stop, kill }, context);
  const kept = opened.move();
  const carried = async () => {
    // whoever got the handle subscribes first
    await nextTurn();
    return carryOut();
  };
  const result = carried()
    .finally(() => {
      events.end();
      return kept.disposeAsync();
    })
    .then((summary) => asStored(summary, context));
  // whoever awaits it only after the last event still hears of a failure
  result.catch(() => undefined);
  return {
    runId,
    events,
    subscribe: (listener) => events.subscribe(listener),
    stopping: stop,
    stop: stops.stop,
    kill: stops.kill,
    result,
  };
}
