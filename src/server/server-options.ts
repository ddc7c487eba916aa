import type { AppSettings } from '../app/context.ts';
import type { TotalsStore } from '../contract/result-store.ts';
import type { ResumeSpec, RunSpec } from '../app/run/run-spec.ts';
import type { BackgroundWork } from './background-work.ts';
import type { LiveHub } from './live-hub.ts';

/** Both give the id of the run, once it has begun. */
export interface RunStarter {
  start(spec: RunSpec): Promise<string>;
  resume(spec: ResumeSpec): Promise<string>;
}

export interface ServerOptions {
  /** Where the data is and what use cases may read of the outside. */
  settings: AppSettings;
  store: TotalsStore;
  live: LiveHub;
  /** Where the built page is; `null`: the API alone. */
  pageDir: string | null;
  /** What a program must send to write. */
  token: string;
  version: string;
  /** Asks a run of this process to stop; `false` when it does not run here. */
  stopRun?: (runId: string) => boolean;
  /** Carries runs out in this process; default: it starts none. */
  runs?: RunStarter;
  /** Where the bytes of a run's attachment are, by their SHA-256. */
  attachmentPath?: (runId: string, sha256: string) => string;
  /** What it does beside answering. */
  background?: Pick<BackgroundWork, 'task'>;
  /** Told of failures that the answer does not explain. */
  onError?: (error: unknown) => void;
}
