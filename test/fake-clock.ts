/** A clock for tests: timers and the monotonic clock go on only when told, however busy the machine is. */
import { afterEach, beforeEach, vi } from 'vitest';

const timers = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;

/** For every test of the file or block it is called in. Files and sockets keep the machine's own time. */
export function useFakeClock(): void {
  beforeEach(() => void vi.useFakeTimers({ toFake: [...timers, 'performance', 'hrtime', 'Date'] }));
  afterEach(() => void vi.useRealTimers());
}

/** Lets time pass, a millisecond at a time, until the work is done. */
export async function untilDone<T>(work: Promise<T>): Promise<T> {
  const state = { isDone: false };
  const watched = work.finally(() => (state.isDone = true));
  watched.catch(() => undefined);
  while (!state.isDone) await vi.advanceTimersByTimeAsync(1);
  return watched;
}

/** This process stands still for a while: the clock goes on, and no timer fires. */
export function standStill(ms: number): void {
  const { bigint } = process.hrtime;
  process.hrtime.bigint = () => bigint() + BigInt(ms) * 1_000_000n;
}
