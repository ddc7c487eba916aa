import type { LoadReport, PhaseReport, TargetLoad } from '../../contract/load-report.ts';
import type { RunPhase } from '../../contract/load.ts';
import type { Run } from '../../contract/run.ts';
import { scheduledAt, type LoadRow } from './load-row.ts';
import { phaseReport, verdictOf } from './phase-report.ts';

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

const isBorne = ({ offered, answered, running }: PhaseReport) => !running && answered >= 0.99 * offered;

const power = ({ req_s, response_ms }: PhaseReport) => (response_ms ? req_s / response_ms.mean : 0);

/**
 * The rate at which power, throughput / mean response time, is greatest: below it capacity lies idle, above it calls
 * mostly wait (Kleinrock, "Power and deterministic rules of thumb for probabilistic problems in computer communications",
 * 1979). Rates at which calls failed are left out: failing is quick. `null` with fewer than three rates.
 */
function kneeOf(phases: readonly PhaseReport[]): number | null {
  // the last trial of a rate stands: one that passed on the way up may have failed when it was tried again
  const byRate = new Map(
    phases.flatMap((phase) => (phase.rate === null ? [] : [[phase.rate, phase] as const])),
  );
  const borne = [...byRate.values()].filter(isBorne);
  if (borne.length < 3) return null;
  const best = borne.reduce((a, b) => (power(b) > power(a) ? b : a));
  return power(best) > 0 ? best.rate : null;
}

function confirmedRate(phases: readonly PhaseReport[]): number | null {
  const last = phases.at(-1);
  return last?.purpose === 'confirm' && !last.running && verdictOf(last).met ? last.rate : null;
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
  const targets = run.targets.map((target): TargetLoad => {
    const phases = load.phases
      .filter((phase) => phase.target_id === target.id)
      .map((phase) => soFar(phase, nowMs))
      .map((phase) => phaseReport(phase, rowsOfPhase(phase, rows), run.slo));
    return { target, phases, knee_rate: kneeOf(phases), max_rate: confirmedRate(phases) };
  });
  return { schema: 'assay.load/1', run, targets };
}
