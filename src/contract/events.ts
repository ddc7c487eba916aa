import type { LaneChange } from './lane.ts';
import type { RaceReport } from './race.ts';
import type { Run } from './run.ts';
import type { RetriedAttempt, Sample } from './sample.ts';

/** The one stream that feeds the terminal, the live page and the tests. A `sample-end` is sent only once the sample is on disk. */
export type RunEvent =
  | { type: 'run-start'; run: Run }
  | { type: 'attempt-retry'; retried: RetriedAttempt; waitMs: number }
  /** A phase of a load begins, or has ended with all its samples; `run.load` has the phases so far. */
  | { type: 'load-phase'; run: Run }
  /** Rare: not more than about one a second and lane. */
  | { type: 'lane-change'; run_id: string; target_id: string; change: LaneChange }
  /** What keeps the run from being kept: the disk is full, the store is down; `null`: no longer. */
  | { type: 'run-trouble'; run_id: string; message: string | null }
  /** Something about a target of a race became certain, or it was withdrawn. */
  | { type: 'race-change'; run_id: string; race: RaceReport }
  | { type: 'sample-end'; sample: Sample }
  | { type: 'run-end'; run: Run }
  /** Stored rows of it were changed after its end: what was derived from them is out of date. */
  | { type: 'run-changed'; run_id: string; change: RunChange };

/** Scored again, priced again, or brought in from elsewhere. */
export const runChanges = ['scores', 'prices', 'import'] as const;
export type RunChange = (typeof runChanges)[number];

export type EmitRunEvent = (event: RunEvent) => void;

/** The run that an event is of. */
export function runIdOf(event: RunEvent): string {
  if (event.type === 'sample-end') return event.sample.run_id;
  if (event.type === 'attempt-retry') return event.retried.run_id;
  return 'run_id' in event ? event.run_id : event.run.run_id;
}
