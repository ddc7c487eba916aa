import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { cellState, type ResultTable } from '../../contract/result-table.ts';
import type { Run } from '../../contract/run.ts';
import { requireRun } from './require-run.ts';

/** A run with its results as columns. Throws `run-not-found`, also when nothing of it was measured. */
export async function requireTable(
  store: ResultStore,
  id: string,
): Promise<{ run: Run; table: ResultTable }> {
  const run = await requireRun(store, id);
  const table = await store.table(run.run_id);
  if (table?.state.some((state) => state !== cellState.notMeasured)) return { run, table };
  throw new AssayError('run-not-found', `nothing of run "${run.run_id}" was measured`, {
    remedy: '`assay show` tells how it ended.',
  });
}
