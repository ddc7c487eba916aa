import type { RunPhase } from '../../contract/load.ts';

/**
 * The phases of a load as its journal tells of them: each as it ended, and one that was cut off by the end of its process as
 * far as it came. `lastMs`: the last instant of which anything is known, wall clock.
 */
export function phasesOfJournal(written: readonly RunPhase[], lastMs: number): RunPhase[] {
  // the second line of a phase has the same beginning and takes the place of the first
  const phases = new Map(written.map((phase) => [`${phase.target_id} ${phase.from_ms}`, phase]));
  return [...phases.values()].map((phase) => {
    if (phase.ended_at_ms !== null) return phase;
    const endMs = Math.max(lastMs, phase.from_ms);
    return {
      ...phase,
      measure_from_ms: Math.min(phase.measure_from_ms, endMs),
      measure_to_ms: Math.min(phase.measure_to_ms, endMs),
      ended_at_ms: endMs,
    };
  });
}
