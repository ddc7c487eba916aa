import { nowMs } from '../../base/clock.ts';
import type { LoadAdmission } from '../guard/load-gate.ts';
import type { Lane, LaneCalls } from './lane.ts';
import { admission } from './permit.ts';
import { wait } from './wait.ts';

/** Leave for one call once there is room; `null`: there was none before the end. */
async function entered({ gate, room, stop, endMs }: Lane): Promise<LoadAdmission | null> {
  while (!stop.aborted && nowMs() < endMs) {
    const pass = gate.enter();
    if (!('reason' in pass)) return pass;
    await room.enter(Math.min(pass.untilMs ?? endMs, endMs), stop);
  }
  return null;
}

/** Asks, waits for the answer, thinks, asks again, until the end of measuring. */
async function user(lane: Lane, startMs: number, thinkMs: number): Promise<void> {
  const { options, sequence, stop } = lane;
  await wait(startMs - nowMs(), stop);
  while (!stop.aborted) {
    const scheduledMs = nowMs();
    if (scheduledMs >= lane.endMs) return;
    const call = sequence.take(scheduledMs < lane.measureFromMs);
    const permission = await admission(lane, call, lane.endMs);
    if (permission === 'stop') return stop.aborted ? undefined : lane.exhaust();
    const pass = permission === 'late' ? null : await entered(lane);
    if (!pass) return;
    // a caller has no schedule: the time it waited for budget and limits is nobody's latency
    const goesMs = nowMs();
    call.isWarmup = goesMs < lane.measureFromMs;
    pass.done(await lane.sender.send(call, goesMs, options.messagesOf(call)));
    if (thinkMs > 0) await wait(thinkMs, stop);
  }
}

/** Users come one after the other through the first half of the warm-up, so that they do not ask in step. */
export function closedLoopLane(lane: Lane): LaneCalls {
  const { count, thinkMs } = lane.phase.users ?? { count: 0, thinkMs: 0 };
  const stagger = lane.phase.warmupMs / 2 / Math.max(1, count);
  const users = Array.from({ length: count }, (_, i) =>
    user(lane, lane.startMs + i * stagger, thinkMs).catch((error: unknown) => lane.fail(error)),
  );
  return { sent: Promise.resolve(), done: Promise.all(users).then(() => undefined) };
}
