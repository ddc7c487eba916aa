import type { LoadPlan } from './load.ts';
import type { Suite, Target } from './suite.ts';

/** One sample to make: the indices point into the suite's targets and cases. */
export interface PlannedCall {
  targetIndex: number;
  caseIndex: number;
  repeat: number;
  isWarmup: boolean;
  /** Attempts at it that an earlier part of the run has made; absent: none. */
  earlier?: number;
}

/** low ≤ likely ≤ high; `null` when nothing is known to estimate from. */
export interface Range {
  low: number;
  likely: number;
  high: number;
}

/** A target cannot be done in its time; either of the last two would do. */
export interface TimeShortage {
  /** What it takes at the least. */
  seconds: number;
  budgetSeconds: number;
  /** The limit that is in the way, by its place in the suite. */
  limit: { path: string; value: number };
  /** What that limit would have to be. */
  neededValue: number;
  callsThatFit: number;
}

/** Earlier runs that an estimate was taken from. */
export interface EstimateSource {
  /** How many of their answers. */
  answers: number;
  /** Ids, newest first. */
  runs: string[];
  /** `false`: the suite has changed since; their outputs and times alone were taken. */
  sameSuite: boolean;
}

export interface TargetEstimate {
  targetId: string;
  label: string;
  calls: number;
  inputTokens: Range;
  outputTokens: Range | null;
  costUsd: Range | null;
  seconds: Range | null;
  /** Of a batch: after so long it expires, whatever it has by then. */
  maxSeconds?: number;
  /** What of it was measured; absent: nothing, all is estimated from the length of the text. */
  source?: EstimateSource;
  /** Absent: it can be done in its time, as far as is known. */
  shortage?: TimeShortage;
}

/** What judges will take, besides the targets. */
export interface JudgingEstimate {
  models: string[];
  calls: number;
  inputTokens: Range;
  outputTokens: Range;
  /** `null` when a judge's price is unknown. */
  costUsd: Range | null;
}

/** The full list of work, before anything runs. */
export interface Plan {
  runId: string;
  suite: Suite;
  /** Per target, in the order they are to be sent: the same seeded order of cases for every target. */
  lanes: { target: Target; calls: PlannedCall[] }[];
  estimates: TargetEstimate[];
  /** Absent: nobody judges. */
  judging?: JudgingEstimate;
  /** The lanes are then empty: calls are made as the load wants them. */
  load?: LoadPlan;
}
