/** What is said about a run under load: CLI, `--json`, API and page use these. */
import type { Quantiles } from './analysis.ts';
import type { PhasePurpose } from './load.ts';
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
  series: LoadPoint[];
}

export interface TargetLoad {
  target: RunTarget;
  phases: PhaseReport[];
  /** Rate at which throughput / mean response time is greatest; `null` with fewer than three rates. */
  knee_rate: number | null;
  /** Highest rate that was confirmed to keep up and to meet the service levels; `null` outside a sweep or when none did. */
  max_rate: number | null;
}

export interface LoadReport {
  /** Version of this shape. */
  schema: 'assay.load/1';
  run: Run;
  targets: TargetLoad[];
}
