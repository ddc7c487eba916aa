import type { Deletion } from './deletion.ts';
import type { RetentionPass, StorageReport } from './storage-report.ts';
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

/** What is past its time in a project and a suite: what began before these instants, ms since 1970, whole days of UTC. `null`: nothing is. */
export interface Cutoffs {
  project: string;
  suite_name: string;
  samples: number | null;
  payloads: number | null;
  figures: number | null;
}

export interface ExpiredRows {
  project: string;
  suite_name: string;
  what: 'samples' | 'payloads' | 'figures';
  until_ms: number;
  rows: number;
  /** When the oldest of them began. */
  oldest_ms: number;
}

export interface DroppedRows {
  rows: ExpiredRows[];
  /** Of whose samples or payloads some went. */
  runs: string[];
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
  /** Of runs and figures. */
  projectsAndSuites(): Promise<{ project: string; suite_name: string }[]>;
  /** Where nothing is past its time there is no entry. */
  expiredRows(cutoffs: readonly Cutoffs[]): Promise<ExpiredRows[]>;
  /** Runs of whose samples or payloads some are past their time. */
  expiredRuns(cutoffs: readonly Cutoffs[]): Promise<string[]>;
  /**
   * Removes what is past its time, and writes down that it did; figures are made of it before. Can be repeated after an interruption.
   * Gives what `expiredRows` and `expiredRuns` gave before.
   */
  dropExpired(cutoffs: readonly Cutoffs[]): Promise<DroppedRows>;
  /** When rows were last removed so, ms since 1970; `null`: never. */
  lastPass(): Promise<number | null>;
  /** For how many days tables of an earlier version were made to keep samples; `null`: as usual. */
  earlierSamplesDays(): Promise<number | null>;
}

/** Whether a store has this power. */
export const isStorageStore = (store: ResultStore): store is StorageStore => 'deleteRuns' in store;

/** A further power of a store that another process holds: that process does it, and gives the answer of the use case. */
export interface StorageAnswers {
  askDeletion(input: Record<string, unknown>): Promise<Deletion>;
  askStorage(): Promise<StorageReport>;
  askRetention(): Promise<RetentionPass>;
}
