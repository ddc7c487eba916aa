import type { Run } from './run.ts';
import type { RetriedAttempt, Sample } from './sample.ts';

/** The one stream that feeds the terminal, the live page and the tests. A `sample-end` is sent only once the sample is on disk. */
export type RunEvent =
  | { type: 'run-start'; run: Run }
  | { type: 'attempt-retry'; retried: RetriedAttempt; waitMs: number }
  | { type: 'sample-end'; sample: Sample }
  | { type: 'run-end'; run: Run };

export type EmitRunEvent = (event: RunEvent) => void;
