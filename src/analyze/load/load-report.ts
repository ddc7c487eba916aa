import type { LoadReport, PhaseReport, TargetLoad } from '../../contract/load-report.ts';
import type { PhaseVerdict, RunLoad, RunPhase } from '../../contract/load.ts';
import type { Run, RunTarget } from '../../contract/run.ts';
import { scheduledAt, type LoadRow } from './load-row.ts';
import { phaseReport } from './phase-report.ts';
import { sustainableLoad } from './sustainable-load.ts';
import { SweepJudge } from './sweep-judge.ts';

/** Phases are at least this far apart; rounding of wall-clock instants is far less. */
const marginMs = 20;

export function rowsOfPhase(phase: RunPhase, rows: readonly LoadRow[]): LoadRow[] {
  return rows.filter((row) => {
    const atMs = scheduledAt(row);
    return (
      row.target_id === phase.target_id &&
      atMs >= phase.from_ms - marginMs &&
      atMs <= (phase.ended_at_ms ?? Number.POSITIVE_INFINITY) + marginMs
    );
  });
}

/** Fewer answers say too little of throughput and mean response. */
const kneeAnswers = 30;

const power = ({ req_s, response_ms }: PhaseReport) => (response_ms ? req_s / response_ms.mean : 0);

/**
 * The rate at which power, throughput / mean response time, is greatest: below it capacity lies idle, above it calls
 * mostly wait (Kleinrock, "Power and deterministic rules of thumb for probabilistic problems in computer communications",
 * 1979). Rates at which load made calls fail are left out: failing is quick. `null` with fewer than three rates.
 */
function kneeOf(phases: readonly PhaseReport[], judge: SweepJudge): number | null {
  // the phase of a rate that has the most calls stands for it
  const byRate = new Map<number, PhaseReport>();
  for (const phase of phases) {
    const { rate, running, answered, purpose } = phase;
    const isTold = !running && answered >= kneeAnswers && purpose !== 'recover';
    if (rate === null || !isTold || judge.judgements.get(rate)?.criterion?.kind === 'failures') continue;
    if (answered > (byRate.get(rate)?.answered ?? 0)) byRate.set(rate, phase);
  }
  const told = [...byRate.values()];
  if (told.length < 3) return null;
  const best = told.reduce((a, b) => (power(b) > power(a) ? b : a));
  return power(best) > 0 ? best.rate : null;
}

/** A phase that is going on, as far as it has come: its window ends now. */
function soFar(phase: RunPhase, nowMs: number): RunPhase {
  if (phase.ended_at_ms !== null) return phase;
  return {
    ...phase,
    measure_from_ms: Math.min(phase.measure_from_ms, Math.max(nowMs, phase.from_ms)),
    measure_to_ms: Math.min(phase.measure_to_ms, Math.max(nowMs, phase.from_ms)),
  };
}

const isStep = ({ purpose }: RunPhase) => purpose !== 'measure';

function targetLoad(
  run: Run,
  load: RunLoad,
  target: RunTarget,
  rows: readonly LoadRow[],
  nowMs: number,
): TargetLoad {
  const judge = new SweepJudge(run.slo, load.options);
  const done: PhaseVerdict[] = [];
  const own = load.phases.filter((phase) => phase.target_id === target.id);
  const phases = own.map((phase) => {
    const its = rowsOfPhase(phase, rows);
    const verdict = phase.ended_at_ms === null || !isStep(phase) ? null : judge.add(phase, its);
    if (verdict) done.push(verdict);
    return phaseReport(
      soFar(phase, nowMs),
      its,
      run.slo,
      verdict && phase.purpose !== 'recover' ? verdict.state : null,
    );
  });
  const isRunning = run.status === 'running';
  const unended = isRunning ? 'running' : run.status === 'done' ? null : 'stopped';
  const isSweep = own.some(isStep);
  const sustainable = isSweep ? sustainableLoad(judge, done, load, unended) : null;
  return {
    target,
    phases,
    knee_rate: isSweep ? kneeOf(phases, judge) : null,
    max_rate: sustainable?.low ?? null,
    sustainable,
  };
}

/**
 * `null` for a run that was not under load. `rows`: all its samples, warm-up included. `nowMs`: wall clock, where a phase
 * ends that is still going on.
 */
export function loadReport(
  run: Run,
  rows: readonly LoadRow[],
  nowMs = Number.POSITIVE_INFINITY,
): LoadReport | null {
  const { load } = run;
  if (!load) return null;
  const targets = run.targets.map((target) => targetLoad(run, load, target, rows, nowMs));
  return { schema: 'assay.load/1', run, targets };
}
