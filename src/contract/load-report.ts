/** What is said about a run under load: CLI, `--json`, API and page use these. */
import type { Quantiles } from './analysis.ts';
import type { PhasePurpose, RateState } from './load.ts';
import type { Run, RunTarget } from './run.ts';

/** A stretch of a phase; rates per second, latencies by the instant at which calls should have begun. */
export interface LoadPoint {
  /** Middle of the stretch, s from the start of the phase; below 0 is warm-up when measuring begins at 0. */
  at_s: number;
  offered_rate: number;
  sent_rate: number;
  completed_rate: number;
  ttft_p50_ms: number | null;
  response_p50_ms: number | null;
  response_max_ms: number | null;
}

/**
 * `latency`: ms. `failures`: shares. `growth`: ms the response gets longer in a second. The client's own: `not-sent`, shares;
 * `late`, ms.
 */
export const saturationKinds = ['latency', 'failures', 'growth', 'not-sent', 'late'] as const;
export type SaturationKind = (typeof saturationKinds)[number];

/** A limit that was exceeded: `value` stands against `limit`, in the unit of its kind. */
export interface Saturation {
  kind: SaturationKind;
  rate: number;
  /** What was measured: `p95 TTFT`, `HTTP 429`. */
  what: string;
  /** `null`: not known, which meets no service level. */
  value: number | null;
  limit: number;
}

/**
 * Why a sweep ended. `tolerance`: the ends are as close as was asked; `evidence`: rates between them could not be decided;
 * `top`: nothing was too much; `start`: no rate was shown to be sustained, the lowest was too much.
 */
export const sweepEnds = [
  'running',
  'stopped',
  'tolerance',
  'evidence',
  'top',
  'start',
  'no-answers',
  'client',
  'not-recovered',
  'budget',
] as const;
export type SweepEnd = (typeof sweepEnds)[number];

/** What a sweep found. Between `low` and `high` lies what the evidence leaves open. */
export interface SustainableLoad {
  /** Highest rate shown to be sustained; `null`: none was. */
  low: number | null;
  /** Lowest rate shown to saturate the target; `null`: none was. */
  high: number | null;
  /** Where the figures themselves turn, between the two; `null` without both. */
  estimate: number | null;
  end: SweepEnd;
  /** What was exceeded at `high`, or else at the rate that ended the search. */
  criterion: Saturation | null;
  /** Failures at low load: those do not come from load. `null`: no call was sent. */
  baseline_failure_share: number | null;
  baseline_calls: number;
}

/** Counts are of calls that begin in the measured window, by their schedule. */
export interface PhaseReport {
  target_id: string;
  purpose: PhasePurpose;
  rate: number | null;
  users: number | null;
  /** It is going on: its figures are of what has ended so far. */
  running: boolean;
  window_s: number;
  offered: number;
  dropped: number;
  /** Still running when the drain ended, and given up. */
  unfinished: number;
  failed: number;
  answered: number;
  offered_rate: number;
  /** Calls sent per second; equals `offered_rate` when none was dropped. */
  achieved_rate: number;
  /** Sent / offered; `null` when nothing was offered. */
  achieved_share: number | null;
  /** Answers that ended inside the window, warm-up calls among them, per second. */
  req_s: number;
  /** Output tokens of those answers per second; `null` when a provider did not report usage. */
  tok_s: number | null;
  /** Calls that met every service level; `null` when the suite sets none. */
  good: number | null;
  /** Good / offered: failed, dropped, unfinished and unknown are not good. */
  good_share: number | null;
  /** Good calls per second. */
  goodput: number | null;
  ttft_ms: Quantiles | null;
  /** From the scheduled instant: the headline. */
  response_ms: Quantiles | null;
  e2e_ms: Quantiles | null;
  queue_ms: Quantiles | null;
  /** Of a sweep, with what was known when the phase ended; `null` outside one. */
  state: RateState | null;
  series: LoadPoint[];
}

export interface TargetLoad {
  target: RunTarget;
  phases: PhaseReport[];
  /** Rate at which throughput / mean response time is greatest; `null` with fewer than three rates. */
  knee_rate: number | null;
  /** Highest rate shown to be sustained; `null` outside a sweep or when none was. */
  max_rate: number | null;
  /** `null` outside a sweep. */
  sustainable: SustainableLoad | null;
}

export interface LoadReport {
  /** Version of this shape. */
  schema: 'assay.load/1';
  run: Run;
  targets: TargetLoad[];
}
