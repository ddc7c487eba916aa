/**
 * One stretch of load on one target: an open-loop lane sends at the instants of its schedule whatever became of the calls
 * before; a closed-loop lane has users who wait. Warm-up passes into measuring without a pause.
 */
import { setMaxListeners } from 'node:events';
import { nowMs } from '../../base/clock.ts';
import type { LoadPhase, LoadSettings, RunPhase } from '../../contract/load.ts';
import type { Plan } from '../../contract/plan.ts';
import type { AttemptStream } from '../attempt-stream.ts';
import type { LoadGate } from '../guard/load-gate.ts';
import type { RunOptions } from '../run-plan.ts';
import type { CallSequence } from './call-sequence.ts';
import { closedLoopLane } from './closed-loop-lane.ts';
import { LoadSender } from './load-sender.ts';
import type { Lane } from './lane.ts';
import { openLoopLane } from './open-loop-lane.ts';
import { shapedModel } from './shaped-model.ts';
import type { WaitingQueue } from './waiting-room.ts';

/** From here to the first call: more than phases may overlap in anyone's reckoning. */
const runUpMs = 50;

export interface PhaseWork {
  plan: Plan;
  targetIndex: number;
  phase: LoadPhase;
  settings: LoadSettings;
  sequence: CallSequence;
  gate: LoadGate;
  options: RunOptions;
  out: AttemptStream;
  room: WaitingQueue;
  /** Told once, when its instants are known. */
  began(phase: RunPhase): void;
}

/** Waits for what is in flight, gives up what is not done in time, then waits for the records. */
async function drain(work: Promise<unknown>, sender: LoadSender, drainMs: number, kill: AbortController) {
  const timer = setTimeout(() => kill.abort(), drainMs);
  try {
    await work;
    await sender.settled();
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when every call is recorded, `drainMs` after the end of measuring at the latest (and as long as giving up takes). */
export async function runPhase(work: PhaseWork): Promise<RunPhase> {
  const { plan, targetIndex, phase, settings, options, out } = work;
  const { target } = plan.lanes[targetIndex] as Plan['lanes'][number];
  const giveUp = new AbortController();
  const spent = new AbortController();
  const kill = AbortSignal.any([options.kill, giveUp.signal]);
  const stop = AbortSignal.any([options.stop, spent.signal]);
  setMaxListeners(0, kill, stop);
  const model = shapedModel(options.model, phase.turns.count > 1);
  const sender = new LoadSender({ plan, target, model, journal: options.journal, out, kill });
  const startMs = nowMs() + runUpMs;
  const measureFromMs = startMs + phase.warmupMs;
  const endMs = measureFromMs + phase.measureMs;
  let stoppedMs = Number.POSITIVE_INFINITY;
  stop.addEventListener('abort', () => (stoppedMs = nowMs()), { once: true });
  const lane: Lane = {
    phase,
    target,
    settings,
    sequence: work.sequence,
    sender,
    gate: work.gate,
    model,
    options,
    startMs,
    measureFromMs,
    endMs,
    stop,
    room: work.room,
    exhaust: () => spent.abort(),
    fail: (error) => out.fail(error),
  };
  const begun: RunPhase = {
    target_id: target.id,
    purpose: phase.purpose,
    rate: phase.rate,
    users: phase.users?.count ?? null,
    from_ms: sender.wallOf(startMs),
    measure_from_ms: sender.wallOf(measureFromMs),
    measure_to_ms: sender.wallOf(endMs),
    ended_at_ms: null,
  };
  work.began(begun);
  const calls = phase.users ? closedLoopLane(lane) : openLoopLane(lane);
  await calls.sent;
  await drain(
    calls.done,
    sender,
    Math.max(0, Math.min(endMs, stoppedMs) - nowMs()) + settings.drainMs,
    giveUp,
  );
  return {
    ...begun,
    measure_from_ms: sender.wallOf(Math.min(measureFromMs, stoppedMs)),
    measure_to_ms: sender.wallOf(Math.max(Math.min(endMs, stoppedMs), Math.min(measureFromMs, stoppedMs))),
    ended_at_ms: sender.wallOf(nowMs()),
  };
}
