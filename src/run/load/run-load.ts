import { setMaxListeners } from 'node:events';
import { nowMs } from '../../base/clock.ts';
import type { LoadPlan, PhaseVerdict, RunPhase } from '../../contract/load.ts';
import type { Plan } from '../../contract/plan.ts';
import { AttemptStream, type SettledAttempt } from '../attempt-stream.ts';
import type { RunOptions } from '../run-plan.ts';
import { createGuard } from '../guard/create-guard.ts';
import type { LoadGate } from '../guard/load-gate.ts';
import { CallSequence } from './call-sequence.ts';
import { WaitingQueue } from './waiting-room.ts';
import { runPhase, type PhaseWork } from './run-phase.ts';
import { wait } from './wait.ts';

const maxQuietMs = 60_000;

export interface LoadRunOptions extends RunOptions {
  /** Told of each phase as it begins, with the instants it is to have; a rejection ends the run. */
  phaseBegan(phase: RunPhase): Promise<void>;
  /** Told of each phase once all its attempts were taken; says what it came to. */
  phaseEnded(phase: RunPhase): Promise<PhaseVerdict>;
}

async function* phaseAttempts(
  work: Omit<PhaseWork, 'out' | 'room' | 'began'>,
  options: LoadRunOptions,
): AsyncGenerator<SettledAttempt, RunPhase | null> {
  const room = new WaitingQueue();
  const out = new AttemptStream(room.open);
  const began = (phase: RunPhase) =>
    void options.phaseBegan(phase).catch((error: unknown) => out.fail(error));
  const carryOut = async () => {
    try {
      return await runPhase({ ...work, out, room, began });
    } catch (error) {
      out.fail(error);
      return null;
    } finally {
      out.end();
    }
  };
  const ended = carryOut();
  yield* out;
  return ended;
}

/** A phase does not begin in quiet hours. The calendar is asked again now and then: clocks are set. */
async function untilLoud(gate: LoadGate, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const until = gate.quietUntil();
    if (until === null) return;
    await wait(Math.min(until - nowMs(), maxQuietMs), stop);
  }
}

/**
 * Puts one target after the other under load, phase by phase as the plan decides, and yields every attempt once it is in
 * the journal. Ends early after `stop`. Throws when the journal cannot be written: nothing more is sent then.
 */
export async function* runLoad(
  plan: Plan,
  load: LoadPlan,
  options: LoadRunOptions,
): AsyncGenerator<SettledAttempt> {
  const broken = new AbortController();
  const stop = AbortSignal.any([options.stop, broken.signal]);
  setMaxListeners(0, stop);
  const guard = options.guard ?? createGuard(plan);
  try {
    for (const [targetIndex, { target }] of plan.lanes.entries()) {
      const gate = guard.loadGateOf(target.id, load.settings.maxInFlight);
      const sequence = new CallSequence(plan.suite, targetIndex);
      const done: PhaseVerdict[] = [];
      for (;;) {
        await untilLoud(gate, stop);
        const phase = stop.aborted ? null : load.nextPhase(targetIndex, done);
        if (!phase) break;
        const { settings } = load;
        const work = { plan, targetIndex, phase, settings, sequence, gate, options: { ...options, stop } };
        const ended = yield* phaseAttempts(work, options);
        if (ended) done.push(await options.phaseEnded(ended));
      }
    }
  } finally {
    broken.abort();
  }
}
