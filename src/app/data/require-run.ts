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
