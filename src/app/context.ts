/** What every use case is given: the only way to the outside besides its own modules. No terminal, no HTTP, no `process`. */
import type { RunSummary } from '../contract/analysis.ts';
import type { EmitRunEvent } from '../contract/events.ts';
import type { Notice } from '../contract/notice.ts';
import type { Progress } from '../contract/progress.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import type { SkippedRun } from '../conduct/recover.ts';

/** Where runs are kept, and what is read of the outside. */
export interface AppSettings {
  /** Absolute. */
  dataDir: string;
  /** URL of a ClickHouse server that holds the results, in place of the data directory. */
  results?: string;
  /** URL of the PostgreSQL through which machines share runs. */
  control?: string;
  /** What relative paths are relative to; absolute. */
  cwd: string;
  /** Files that inputs name must lie below this folder; default: any will do. For whoever takes inputs from elsewhere. */
  filesWithin?: string;
  env: Record<string, string | undefined>;
  /** The command line or request behind a use case, kept with the runs it makes; default: empty. */
  startedBy?: string;
  /** Stores and shows runs of this process while they go on; default: their journals keep all, and opening the results reads them. */
  live?: LiveOutlet;
  /** Who labels, where no name is given; default: the user of this process. */
  labeller?: string;
  /** Told of what is worth knowing while a use case works; default: nobody. */
  notify?(notice: Notice): void;
  /** Told how far long work is; default: nobody. */
  onProgress?(progress: Progress): void;
  /** Aborted: long work ends soon, with `interrupted`; what it had kept by then stays. */
  signal?: AbortSignal;
}

/** What is told of runs while they go on. */
export interface LiveOutlet {
  /** `null`: nothing is stored before the run has ended. */
  store: ResultStore | null;
  emit: EmitRunEvent;
}

export interface Clock {
  /** Monotonic, ms. */
  nowMs(): number;
  /** Since 1970, ms. */
  wallClockMs(): number;
}

export interface AppContext extends AppSettings {
  clock: Clock;
  /** Of a process that serves the results: the summaries it keeps. */
  summaries?: { get(run: Run): Promise<RunSummary> };
  notify(notice: Notice): void;
  /** `withStore` opens the database of the data directory: what it once answered may do instead. */
  opensDatabase?: boolean;
  /**
   * The results, opened for one piece of work; a process that serves them hands out the store it holds. `skipped`: runs of the data
   * directory that are not among the results, and why. Throws `store-busy` and `store-failed`.
   */
  withStore<T>(work: (store: ResultStore, skipped: SkippedRun[]) => Promise<T>): Promise<T>;
}
