import { longestTimerMs } from '../../base/clock.ts';

/** Resolves after so many ms, or when the signal is aborted. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(longestTimerMs, Math.max(0, ms)));
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
