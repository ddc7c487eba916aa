import { longestTimerMs, nowMs } from '../../base/clock.ts';

/** A call is handed over this much before its instant; the thread that owns the sockets lets it go on time. */
export const handOverMs = 20;
/** At high rates several calls are handed over at once. */
const wakeAgainMs = 5;

/**
 * Calls `onDue` with the index of each instant up to `handOverMs` before `startMs` + instant, in order; resolves after the
 * last one, or soon after `stop`. Instants are absolute: being late for one does not move the next.
 */
export function pace(
  instants: readonly number[],
  startMs: number,
  onDue: (index: number, dueMs: number) => void,
  stop: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = 0;
    let timer: NodeJS.Timeout | undefined;
    const end = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const turn = () => {
      try {
        while (!stop.aborted) {
          const instant = instants[next];
          if (instant === undefined) return end();
          const waitMs = startMs + instant - handOverMs - nowMs();
          if (waitMs > 0) {
            timer = setTimeout(turn, Math.min(longestTimerMs, Math.max(waitMs, wakeAgainMs)));
            return;
          }
          onDue(next++, startMs + instant);
        }
      } catch (error) {
        clearTimeout(timer);
        stop.removeEventListener('abort', end);
        reject(error as Error);
      }
    };
    stop.addEventListener('abort', end, { once: true });
    if (stop.aborted) end();
    else turn();
  });
}
