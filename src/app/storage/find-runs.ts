/** Which runs are meant by ids, or by a date: also one of which only a folder is left, or a plan that machines share. */
import { isId } from '../../base/id.ts';
import { runIdIn } from '../../base/run-id-in.ts';
import type { Control } from '../../contract/control.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Run } from '../../contract/run.ts';
import { defaultProject } from '../../contract/sample-source.ts';
import type { StorageStore, StoredRunQuery } from '../../contract/storage-store.ts';
import { runDirectory } from '../../journal/run-directory.ts';
import { runFolderSize } from '../../journal/run-folder.ts';
import type { AppContext } from '../context.ts';
import { requireRun } from '../data/require-run.ts';
import { isAskedRun } from '../runs/is-asked-run.ts';

/** `null`: only a folder is left. */
export interface FoundRun {
  run_id: string;
  suite_name: string | null;
  project: string | null;
  started_at_ms: number | null;
  status: string | null;
}

const foundRun = ({
  run_id,
  suite_name,
  project = defaultProject,
  started_at_ms,
  status,
}: Run): FoundRun => ({
  run_id,
  suite_name,
  project,
  started_at_ms,
  status,
});

export type SharedRuns = Pick<Control, 'registry'> | null;

async function named(
  text: string,
  store: StorageStore,
  control: SharedRuns,
  { dataDir }: AppContext,
): Promise<FoundRun> {
  const id = runIdIn(text);
  if (!isId(id)) return foundRun(await requireRun(store, text));
  const run = (await control?.registry.find(id))?.run ?? (await store.getRun(id));
  if (run) return foundRun(run);
  const { files } = await runFolderSize(runDirectory(dataDir, id));
  if (files === 0) return foundRun(await requireRun(store, text));
  return { run_id: id, suite_name: null, project: null, started_at_ms: null, status: null };
}

const byStart = (a: FoundRun, b: FoundRun) =>
  (a.started_at_ms ?? 0) - (b.started_at_ms ?? 0) || (a.run_id < b.run_id ? -1 : 1);

/** Of the results, and those that machines share: each once, oldest first. */
export async function runsBefore(
  query: StoredRunQuery,
  store: StorageStore,
  control: SharedRuns,
): Promise<FoundRun[]> {
  const { beforeMs, suite, project } = query;
  const shared = ((await control?.registry.runs()) ?? [])
    .filter((run) => isAskedRun(run, { untilMs: beforeMs, suiteName: suite, project }))
    .map(foundRun);
  const stored = await store.storedRuns(query);
  return [...new Map([...stored, ...shared].map((run) => [run.run_id, run])).values()].toSorted(byStart);
}

/** Throws `run-not-found`. */
export async function runsNamed(
  texts: readonly string[],
  store: StorageStore,
  control: SharedRuns,
  context: AppContext,
): Promise<FoundRun[]> {
  const found = new Map<string, FoundRun>();
  for (const text of texts) {
    const run = await named(text, store, control, context);
    found.set(run.run_id, run);
  }
  return [...found.values()].toSorted(byStart);
}

/** Nobody may be writing what is to be removed. Throws one `usage` with all that are still running. */
export function refuseRunning(runs: readonly FoundRun[]): void {
  const running = runs.filter(({ status }) => status === 'running');
  const [first] = running;
  if (!first) return;
  const remedy = 'Wait for its end, or stop it with `assay stop` first.';
  if (running.length === 1) throw new AssayError('usage', `run ${first.run_id} is still running`, { remedy });
  throw new AssayError('usage', `${running.length} of these runs are still running`, {
    problems: running.map(({ run_id: id }) => ({ message: `run ${id} is still running` })),
    remedy,
  });
}
