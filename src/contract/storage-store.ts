import type { Deletion } from './deletion.ts';
import type { ResultStore } from './result-store.ts';

/** One table as it lies on the disk, all machines of a cluster together. */
export interface TableSize {
  table: string;
  /** Written; a row written twice counts twice until the engine merges them. */
  rows: number;
  /** Compressed. */
  bytes: number;
  /** When the oldest of its calls began, ms since 1970; `null` for rows without a time, or no rows. */
  oldest_ms: number | null;
}

/** What of a run says whether it is among those meant. */
export interface StoredRun {
  run_id: string;
  suite_name: string;
  project: string;
  started_at_ms: number;
  status: string;
}

export interface StoredRunQuery {
  /** Begun before this instant, ms since 1970. */
  beforeMs: number;
  suite?: string;
  project?: string;
}

/** A further power of a store that computes by itself: how large its tables are, and taking runs out of them. */
export interface StorageStore extends ResultStore {
  tableSizes(): Promise<TableSize[]>;
  /** Oldest first. */
  storedRuns(query: StoredRunQuery): Promise<StoredRun[]>;
  /** Each row counted once. Tables without one are left out. */
  rowsOfRuns(runIds: readonly string[]): Promise<{ run_id: string; table: string; rows: number }[]>;
  /**
   * Removes every row of these runs, and makes anew the figures by day they were part of. The runs themselves go last: one that was
   * interrupted is there to be deleted again.
   */
  deleteRuns(runIds: readonly string[]): Promise<void>;
}

/** Whether a store has this power. */
export const isStorageStore = (store: ResultStore): store is StorageStore => 'deleteRuns' in store;

/** A further power of a store that another process holds: that process does it, and gives the answer of the use case. */
export interface StorageAnswers {
  askDeletion(input: Record<string, unknown>): Promise<Deletion>;
}
