/** What a target's lane does at the moment, and why: told when it changes, kept with the run. */
import type { QuotaStanding } from './quota.ts';

/**
 * `sending`; `cut`: sending less at once than before, as the provider turned calls away; `waiting` for a limit or a quota; `paused`: the provider asked for it; `broken`: it seems to be down and is left alone;
 * `quiet` hours; `ahead` of the other targets; `set_aside`: makes no more calls; `batch`: its calls are with the provider, all together; `ended`: all its calls are made.
 */
export const laneStates = [
  'sending',
  'cut',
  'waiting',
  'paused',
  'broken',
  'quiet',
  'ahead',
  'set_aside',
  'batch',
  'ended',
] as const;
export type LaneState = (typeof laneStates)[number];

export interface LaneChange {
  /** Wall clock, ms since the epoch. */
  at_ms: number;
  state: LaneState;
  /** Why, in a few words; '' when there is nothing to say. */
  reason: string;
  /** Wall clock; `null`: not known, or does not end by itself. */
  until_ms: number | null;
  /** Calls that may be in flight. */
  concurrency: number;
  /** Of the target's model and key; absent: the provider told of none, or none of it is left to others. */
  quota?: QuotaStanding;
}

/** Oldest first; of very many, some between the first and the last are left out. */
export interface LaneRecord {
  target_id: string;
  changes: LaneChange[];
}
