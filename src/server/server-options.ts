import type { TotalsStore } from '../contract/result-store.ts';
import type { LiveHub } from './live-hub.ts';

export interface ServerOptions {
  store: TotalsStore;
  live: LiveHub;
  /** Where the built page is; `null`: the API alone. */
  pageDir: string | null;
  /** What a program must send to write. */
  token: string;
  version: string;
  /** Asks a run of this process to stop; `false` when it does not run here. */
  stopRun?: (runId: string) => boolean;
  /** Told of failures that the answer does not explain. */
  onError?: (error: unknown) => void;
}
