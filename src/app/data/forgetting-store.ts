import { removeRunSummary } from '../../journal/run-summary-file.ts';
import { runDirectory } from '../../journal/run-directory.ts';
import { removeStoredRuns } from '../../journal/stored-runs-file.ts';
import type { StorageStore } from '../../contract/storage-store.ts';
import type { TotalsStore } from '../../contract/result-store.ts';

/** The database of a data directory: what is kept of its answers is removed before rows that change them are written. */
export function forgettingStore<Store extends TotalsStore & StorageStore>(
  store: Store,
  dataDir: string,
): Store {
  const forget = async (runIds: Iterable<string>) => {
    await removeStoredRuns(dataDir);
    for (const runId of new Set(runIds)) await removeRunSummary(runDirectory(dataDir, runId));
  };
  return {
    ...store,
    async putRun(run, cases) {
      await forget([run.run_id]);
      await store.putRun(run, cases);
    },
    async insert(batch) {
      await forget([...batch.samples, ...batch.retried].map(({ run_id }) => run_id));
      await store.insert(batch);
    },
    async deleteRuns(runIds) {
      await forget(runIds);
      await store.deleteRuns(runIds);
    },
    async dropExpired(cutoffs) {
      await forget(await store.expiredRuns(cutoffs));
      return store.dropExpired(cutoffs);
    },
  };
}
