import type { EmitRunEvent } from '../contract/events.ts';
import type { AppContext } from '../app/context.ts';
import type { ResultStore } from '../contract/result-store.ts';

export interface HostOptions extends AppContext {
  /** Asked for by the user; default: the usual one, or any free one when that is taken. */
  port: number | undefined;
  /** The page, besides the API. */
  page: boolean;
  /** Runs are started for whoever has the server's token; default: only those of this command. */
  startsRuns?: boolean;
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
