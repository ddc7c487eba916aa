import type { HistoryStore } from '../../contract/history.ts';
import type { ResultStore } from '../../contract/result-store.ts';

/** Whether a store computes figures over time by itself. */
export const isHistoryStore = (store: ResultStore): store is ResultStore & HistoryStore =>
  'knownTargets' in store;
