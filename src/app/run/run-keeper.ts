/**
 * Where what is given to a stored run later is kept, so that reading its journals again has it too: beside its journal, and with the machines
 * that share it. Tells servers that the run has changed: what they derived from it is out of date.
 */
import type { Attempt } from '../../contract/attempt.ts';
import type { Control } from '../../contract/control.ts';
import type { RunChange } from '../../contract/events.ts';
import type { PriceChange, Run } from '../../contract/run.ts';
import type { ScoredAnswer } from '../../contract/score.ts';
import { readJournal } from '../../journal/journal.ts';
import { loadRunFile, runDirectory, saveRunFile, type RunDirectory } from '../../journal/run-directory.ts';
import { appendScores } from '../../journal/scores-journal.ts';
import { readServerFile } from '../../server/server-file.ts';
import type { CommandContext } from '../../cli/command.ts';
import { withControl } from './find-shared-run.ts';
import { sendEvents } from '../data/send-events.ts';
import { serverLink } from '../data/server-link.ts';

type Place = Pick<CommandContext, 'control' | 'dataDir' | 'note'>;

export interface RunKeeper {
  /** What was tried, oldest first. */
  attempts(): AsyncIterable<Attempt>;
  keepScores(scored: ScoredAnswer[]): Promise<void>;
  /** What changes in the run's header; `price`: what its calls cost from now on. */
  keepHeader(changed: Partial<Run>, price?: PriceChange): Promise<void>;
  /** Once the results have it. */
  changed(change: RunChange): Promise<void>;
}

/** A server that holds the data directory. */
async function notifyServer({ dataDir, note }: Place, runId: string, change: RunChange): Promise<void> {
  const server = await readServerFile(dataDir);
  if (!server) return;
  const sender = sendEvents(serverLink(dataDir, server), note, () => false);
  sender.emit({ type: 'run-changed', run_id: runId, change });
  await sender.close();
}

/** Of a run of this data directory. */
export function ownKeeper(place: Place, runId: string): RunKeeper {
  const directory: RunDirectory = runDirectory(place.dataDir, runId);
  return {
    attempts: () => readJournal(directory.journalPath),
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
  return {
    async *attempts() {
      for (const { id: targetId } of targets) yield* registry.journal({ runId, targetId });
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
    place.note(`Servers could not be told that run ${runId} has changed: ${(error as Error).message}`),
  );
