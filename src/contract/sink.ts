/**
 * What hears of a run: the live table, the results, the page, the report of a load. The journal is none of them: it is the truth, and all that a
 * sink may miss can be made again from it. A sink may be slow, and may throw or reject: that costs it what it missed, and the run nothing.
 */
import type { Timestamps } from './attempt.ts';
import type { RunEvent } from './events.ts';
import type { Run } from './run.ts';
import type { RetriedAttempt, Sample, SamplePayload } from './sample.ts';

export interface HeardSample {
  sample: Sample;
  payload: SamplePayload;
  /** On the monotonic clock of the machine that made the call. */
  timestamps: Timestamps;
}

export interface HeardRetry {
  retried: RetriedAttempt;
  timestamps: Timestamps;
  /** Until the next attempt, ms. */
  waitMs: number;
}

/** A promise says that the next is not to come before it is kept: what comes meanwhile waits, up to a limit. */
export type Hearing = void | Promise<void>;

/** `start` comes first, `flush` after the last sample, `end` last. A worker that has a part of a run starts and ends its part. */
export interface SampleSink {
  /** As it is called in a sentence. */
  readonly name: string;
  start(run: Run): Hearing;
  /** A completed sample; after a crash one may come twice, under the same id. */
  sample(heard: HeardSample): Hearing;
  retried(heard: HeardRetry): Hearing;
  /** Everything heard so far is kept, or is lost and said to be. */
  flush(): Hearing;
  /** `run`: as it ended, or as it stands when only a part of it was carried out here. */
  end(run: Run): Hearing;
}

/** What is neither a sample nor a begin or an end: lanes, phases of a load, races, trouble. */
export type SideEvent = Exclude<
  RunEvent,
  { type: 'run-start' | 'run-end' | 'sample-end' | 'attempt-retry' | 'run-changed' }
>;

/** A sink that hears of the rest too. */
export interface SideEventSink extends SampleSink {
  sideEvent(event: SideEvent): Hearing;
}
