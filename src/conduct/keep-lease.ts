/** Keeps a lane while it is worked on: beats, and stops the work when the run shall stop or the lane is lost. */
import { setMaxListeners } from 'node:events';
import { nowMs } from '../base/clock.ts';
import type { Control } from '../contract/control.ts';
import type { LaneLease } from '../contract/queue.ts';

export interface KeptLease {
  /** Finish what is in flight. */
  stop: AbortSignal;
  /** Give up what is in flight too. */
  kill: AbortSignal;
  /** Another worker has it, or may have it. */
  isLost(): boolean;
  /** Someone asked the run to stop. */
  isRunStopped(): boolean;
  release(): void;
}

/** Three beats may go missing before the lease ends. */
const beatsPerHold = 4;

export async function keepLease(
  lease: LaneLease,
  { queue, events, registry }: Pick<Control, 'queue' | 'events'> & Partial<Pick<Control, 'registry'>>,
  asked: { stop: AbortSignal; kill: AbortSignal },
): Promise<KeptLease> {
  const { runId } = lease.lane;
  const stop = new AbortController();
  const lost = new AbortController();
  let lastBeatMs = nowMs();
  let isRunStopped = false;
  const stopRun = () => {
    isRunStopped = true;
    stop.abort();
  };
  const beat = async () => {
    const askedMs = nowMs();
    // without an answer for as long as a lease lasts, another worker may be sending already
    if (askedMs - lastBeatMs > queue.holdMs) lost.abort();
    const mine = await lease.heartbeat().catch(() => null);
    if (mine === true) lastBeatMs = askedMs;
    if (mine === false) lost.abort();
    // the event may have been missed
    if ((await registry?.find(runId).catch(() => null))?.stopAsked) stopRun();
  };
  const leave = await events.listen({
    onEvent: (event) => {
      if (event.type === 'run-stop' && event.runId === runId) stopRun();
    },
  });
  const timer = setInterval(() => void beat(), queue.holdMs / beatsPerHold);
  await beat();
  const signals = {
    stop: AbortSignal.any([asked.stop, stop.signal, lost.signal]),
    kill: AbortSignal.any([asked.kill, lost.signal]),
  };
  for (const signal of Object.values(signals)) setMaxListeners(0, signal);
  return {
    ...signals,
    isLost: () => lost.signal.aborted,
    isRunStopped: () => isRunStopped,
    release() {
      clearInterval(timer);
      leave();
    },
  };
}
