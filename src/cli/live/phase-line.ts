import type { RunPhase } from '../../contract/load.ts';
import type { Run } from '../../contract/run.ts';
import { formatDuration, formatNumber } from '../../view/format.ts';
import { phaseWord } from '../../view/words/phase-word.ts';

/** What a phase does now, and for how long still. */
function stepOf(phase: RunPhase, nowMs: number): string {
  const left = (untilMs: number) => `${formatDuration(Math.max(0, (untilMs - nowMs) / 1000))} left`;
  if (nowMs < phase.measure_from_ms) return `warming up, ${left(phase.measure_from_ms)}`;
  if (nowMs < phase.measure_to_ms) return `measuring, ${left(phase.measure_to_ms)}`;
  return 'waiting for what is in flight';
}

/** The phase of a load that is going on, e.g. `phase 3 of gpt-5-mini: up, 8/s, measuring, 12 s left`; `null` when there is none. */
export function phaseLine(run: Run, nowMs: number): string | null {
  const phases = run.load?.phases ?? [];
  const phase = phases.at(-1);
  if (!phase || phase.ended_at_ms !== null) return null;
  const target = run.targets.find(({ id }) => id === phase.target_id);
  const place = phases.filter(({ target_id }) => target_id === phase.target_id).length;
  const rate = phase.rate === null ? [] : [`${formatNumber(phase.rate)}/s`];
  const what = phase.purpose === 'measure' && phase.users === null ? [] : [phaseWord(phase)];
  return `phase ${place} of ${target?.label ?? phase.target_id}: ${[...what, ...rate, stepOf(phase, nowMs)].join(', ')}`;
}
