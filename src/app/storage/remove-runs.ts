/** Takes runs out of all places they lie in: their folders first, so that no journal brings them back; the results last, where they can be found again after an interruption. */
import { ownPid } from '../../base/own-process.ts';
import { AssayError } from '../../contract/errors.ts';
import type { StorageStore } from '../../contract/storage-store.ts';
import { runDirectory, type RunDirectory } from '../../journal/run-directory.ts';
import { hasRunFolder, removeRunFolder } from '../../journal/run-folder.ts';
import { lockRun } from '../../journal/run-lock.ts';
import type { AppContext } from '../context.ts';
import { isCarried } from '../data/runs-here.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';
import type { SharedRuns } from './find-runs.ts';

const runsAtOnce = 100;
const rest = 'What was removed by then is gone; the same command removes the rest.';

/** Throws `usage` for one that a process is at. */
export async function removeFolder(directory: RunDirectory): Promise<void> {
  const isCarriedNow = (pid: number) => isCarried(pid, directory.runId);
  if ((await hasRunFolder(directory)) && !(await lockRun(directory, ownPid, isCarriedNow)))
    throw new AssayError('usage', `run ${directory.runId} is still running`, {
      remedy: 'Wait for its end, or stop it with `assay stop` first.',
    });
  // with the lock
  await removeRunFolder(directory);
}

export async function removeRuns(
  runIds: readonly string[],
  store: StorageStore,
  control: SharedRuns,
  context: AppContext,
): Promise<void> {
  const progress = meter(context, { stage: 'deleting', unit: 'run', total: runIds.length });
  for (let at = 0; at < runIds.length; at += runsAtOnce) {
    throwIfInterrupted(context, rest);
    progress(at);
    const some = runIds.slice(at, at + runsAtOnce);
    for (const id of some) await removeFolder(runDirectory(context.dataDir, id));
    await control?.registry.remove(some);
    await store.deleteRuns(some);
  }
}
