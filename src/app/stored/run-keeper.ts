/**
 * Where what is given to a stored run later is kept, so that reading its journals again has it too: beside its journal, and with the machines
 * that share it. Tells servers that the run has changed: what they derived from it is out of date.
 */
import type { JournaledRun } from '../../conduct/walk-journal.ts';
import type { Control } from '../../contract/control.ts';
import type { RunChange } from '../../contract/events.ts';
import type { PriceChange, Run } from '../../contract/run.ts';
import type { ScoredAnswer } from '../../contract/score.ts';
import { readSettledAttempts, settledAttempts } from '../../journal/journal-state.ts';
import { loadRunFile, runDirectory, saveRunFile, type RunDirectory } from '../../journal/run-directory.ts';
import { appendScores } from '../../journal/scores-journal.ts';
import { readServerFile } from '../data/server-file.ts';
import type { AppContext } from '../context.ts';
import { withControl } from '../data/with-control.ts';
import { sendEvents } from '../data/send-events.ts';
import { serverLink } from '../data/server-link.ts';

type Place = Pick<AppContext, 'control' | 'dataDir' | 'notify'>;

export interface RunKeeper {
  /** What was journaled of it; `null`: nothing here, as of an imported run. */
  journal(): Promise<Omit<JournaledRun, 'run'> | null>;
  keepScores(scored: ScoredAnswer[]): Promise<void>;
  /** What changes in the run's header; `price`: what its calls cost from now on. */
  keepHeader(changed: Partial<Run>, price?: PriceChange): Promise<void>;
  /** Once the results have it. */
  changed(change: RunChange): Promise<void>;
}

/** A server that holds the data directory. */
async function notifyServer({ dataDir, notify }: Place, runId: string, change: RunChange): Promise<void> {
  const server = await readServerFile(dataDir);
  if (!server) return;
  const note = (message: string) => notify({ code: 'server-link', message });
  const sender = sendEvents(serverLink(dataDir, server), note, () => false);
  sender.emit({ type: 'run-changed', run_id: runId, change });
  await sender.close();
}

/** Of a run of this data directory. */
export function ownKeeper(place: Place, runId: string): RunKeeper {
  const directory: RunDirectory = runDirectory(place.dataDir, runId);
  return {
    async journal() {
      const file = await loadRunFile(directory).catch(() => null);
      if (!file) return null;
      const { suite, repricings, goes = 1 } = file;
      return { suite, repricings, attempts: readSettledAttempts(directory.journalPath, goes) };
    },
    keepScores: (scored) => appendScores(directory, scored),
    async keepHeader(changed, price) {
      // of an imported run, and of one of other machines, there is no plan here
      const file = await loadRunFile(directory).catch(() => null);
      if (!file) return;
      const repricings = price ? [...(file.repricings ?? []), price] : file.repricings;
      const run = { ...file.run, ...changed };
      await saveRunFile(directory, { ...file, run, ...(repricings && { repricings }) });
    },
    changed: (change) => notifyServer(place, runId, change),
  };
}

function sharedKeeper(
  { registry }: Pick<Control, 'registry'>,
  own: RunKeeper,
  { run_id: runId, targets }: Run,
): RunKeeper {
  async function* attempts() {
    for (const { id: targetId } of targets)
      yield* settledAttempts(() => registry.journal({ runId, targetId }));
  }
  return {
    async journal() {
      const shared = await registry.find(runId);
      return shared && { suite: shared.suite, repricings: shared.repricings, attempts: attempts() };
    },
    async keepScores(scored) {
      await registry.keepScores(runId, scored);
      await own.keepScores(scored);
    },
    async keepHeader(changed, price) {
      const shared = await registry.find(runId);
      // first: prices without a header are found by a rebuild, a header without prices would be wrong
      if (price) await registry.addRepricing(runId, price);
      if (shared) await registry.update({ ...shared.run, ...changed });
      await own.keepHeader(changed, price);
    },
    changed: own.changed,
  };
}

export async function withRunKeeper<T>(
  place: Place,
  runId: string,
  work: (keeper: RunKeeper) => Promise<T>,
): Promise<T> {
  const own = ownKeeper(place, runId);
  if (place.control === undefined) return work(own);
  return withControl(place, async (control) => {
    const told: RunKeeper = {
      ...own,
      async changed(change) {
        control.events.publish({ type: 'run-changed', run_id: runId, change });
        await own.changed(change);
      },
    };
    const shared = await control.registry.find(runId);
    return work(shared ? sharedKeeper(control, told, shared.run) : told);
  });
}

/** For what keeps nothing itself: that it cannot be told is no failure of it. */
export const notifyRunChanged = (place: Place, runId: string, change: RunChange): Promise<void> =>
  withRunKeeper(place, runId, (keeper) => keeper.changed(change)).catch((error: unknown) =>
    place.notify({
      code: 'run-changed-not-sent',
      message: `Servers could not be told that run ${runId} has changed: ${(error as Error).message}`,
    }),
  );
