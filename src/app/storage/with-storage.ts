import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { isStorageStore, type StorageAnswers, type StorageStore } from '../../contract/storage-store.ts';
import type { AppContext } from '../context.ts';
import { withControl } from '../data/with-control.ts';
import type { SharedRuns } from './find-runs.ts';

const asks = (store: ResultStore): store is ResultStore & StorageAnswers => 'askDeletion' in store;

/** Opens the results, and what machines share where that is set; a process that holds the results is asked to do the work itself. */
export const withStorage = <T>(
  context: AppContext,
  ask: (server: StorageAnswers) => Promise<T>,
  work: (store: StorageStore, control: SharedRuns) => Promise<T>,
): Promise<T> =>
  context.withStore(async (store) => {
    if (asks(store)) return ask(store);
    if (!isStorageStore(store))
      throw new AssayError('store-failed', 'these results cannot be looked into', {
        remedy: 'Open the data directory itself.',
      });
    if (context.control === undefined) return work(store, null);
    return withControl(context, (control) => work(store, control));
  });
