/** Lanes on their way to whoever carries them out. A lane is all the work of one (run, target); one worker at a time holds it. */

export interface LaneName {
  runId: string;
  targetId: string;
}

/**
 * A lane in the hands of one worker. It stays so as long as `heartbeat` is called every third of `Queue.holdMs`; one that
 * falls silent loses the lane to the next who takes it. Each call gives `false` when that has happened.
 */
export interface LaneLease {
  readonly lane: LaneName;
  /** Every hold has a higher number than those before it: what a shared store refuses late writers by. */
  readonly number: number;
  heartbeat(): Promise<boolean>;
  /** The lane is done and leaves the queue. */
  complete(): Promise<boolean>;
  /** Gives the lane back: the next who takes one may have it at once. */
  requeue(): Promise<boolean>;
}

export interface Queue {
  /** How long a silent holder keeps its lane, ms. */
  readonly holdMs: number;
  /** In order; a lane that waits or is held already is not enqueued again. */
  enqueue(lanes: LaneName[]): Promise<void>;
  /** Those of the lanes that neither wait nor are held. */
  missing(lanes: LaneName[]): Promise<LaneName[]>;
  /** The lane that has waited longest; waits for one until the signal is aborted, then `null`. */
  take(signal: AbortSignal): Promise<LaneLease | null>;
  close(): Promise<void>;
}
