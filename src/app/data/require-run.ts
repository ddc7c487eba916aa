import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';

/** The run a user means. Throws `run-not-found`. */
export async function requireRun(store: ResultStore, id: string): Promise<Run> {
  const run = await store.getRun(id);
  if (run) return run;
  throw new AssayError(
    'run-not-found',
    id === 'latest' ? 'there are no runs yet' : `there is no run "${id}"`,
    {
      remedy:
        id === 'latest'
          ? 'Make one: `assay demo` needs no keys, `assay init` writes a suite to start from.'
          : '`assay list` shows the runs of this data directory; --data-dir names another.',
    },
  );
}

/** The runs that are meant, each once, however often and in whatever way it was named. Throws `run-not-found`. */
export async function runsNamed(store: ResultStore, ids: readonly string[]): Promise<Run[]> {
  const runs = await Promise.all(ids.map((id) => requireRun(store, id)));
  return [...new Map(runs.map((run) => [run.run_id, run])).values()];
}

/** One whose rows nobody else is writing. Throws `usage` for one that is still running. */
export async function requireEndedRun(store: ResultStore, id: string): Promise<Run> {
  const run = await requireRun(store, id);
  if (run.status !== 'running') return run;
  throw new AssayError('usage', `run ${run.run_id} is still running`, {
    remedy: 'Wait for its end, or stop it first.',
  });
}
