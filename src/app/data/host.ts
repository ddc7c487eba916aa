import type { EmitRunEvent } from '../../contract/events.ts';
import type { ResultStore } from '../../contract/result-store.ts';

export interface HostOptions {
  dataDir: string;
  /** URL of a ClickHouse server that holds the results instead. */
  results?: string | undefined;
  /** URL of the PostgreSQL through which machines share runs: what happens there is seen on the page too. */
  control?: string | undefined;
  cwd: string;
  env: Record<string, string | undefined>;
  /** Asked for by the user; default: the usual one, or any free one when that is taken. */
  port: number | undefined;
  /** The page, besides the API. */
  page: boolean;
  /** Asks a run of this process to stop. */
  stopRun: (runId: string) => boolean;
  note: (line: string) => void;
}

export interface Host {
  /** `null`: the database is not opened; the run's journal holds all of it. */
  store: ResultStore | null;
  /** What is told here is seen on the page. */
  emit: EmitRunEvent;
  /** Address of the page, `null` when there is none. */
  pageUrl: string | null;
  /** What its link carries, so that its buttons work. */
  pageKey: string;
  /** Another process holds the directory and serves it. */
  isRemote: boolean;
  close(): Promise<void>;
}
