/** Runs of which nothing is heard: what tells of them may be gone, while their rows and their end still reach the store. */
import { nowMs } from '../base/clock.ts';
import type { Adopter } from './adopt.ts';
import type { LiveHub } from './live-hub.ts';
import type { LiveRun } from './live-run.ts';

export interface QuietOptions {
  /** Quiet for this long, ms: the store is asked. */
  quietMs: number;
  /** Most time between two questions about one run; they begin at `quietMs` and double. */
  maxMs: number;
}

/** Reads what the store has of followed runs that are quiet; returns how to stop. */
export function watchQuiet(
  live: LiveHub,
  catchUp: Adopter['catchUp'],
  onError: (error: unknown) => void,
  { quietMs, maxMs }: QuietOptions = { quietMs: 10_000, maxMs: 60_000 },
): () => void {
  const asked = new WeakMap<LiveRun, { at: number; pauseMs: number }>();

  function isDue(run: LiveRun): boolean {
    if (run.quietMs() < quietMs) asked.delete(run);
    if (run.followers === 0 || run.quietMs() < quietMs) return false;
    const { at, pauseMs } = asked.get(run) ?? { at: Number.NEGATIVE_INFINITY, pauseMs: quietMs / 2 };
    if (nowMs() - at < pauseMs) return false;
    asked.set(run, { at: nowMs(), pauseMs: Math.min(2 * pauseMs, maxMs) });
    return true;
  }
  const timer = setInterval(() => {
    for (const run of live.goingOn()) if (isDue(run)) catchUp(run.run.run_id).catch(onError);
  }, quietMs / 4).unref();
  return () => clearInterval(timer);
}
