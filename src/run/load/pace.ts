import { nowMs } from '../../base/clock.ts';

/** A timer may come this much late; the rest of the way is walked turn by turn of the event loop. */
const wakeEarlyMs = 2;

/**
 * Calls `onDue` with the index of each instant once `startMs` + instant has come, in order; resolves after the last one,
 * or soon after `stop`. Instants are absolute: being late for one does not move the next.
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
          const waitMs = startMs + instant - nowMs();
          if (waitMs > 0) {
            if (waitMs > wakeEarlyMs) timer = setTimeout(turn, waitMs - wakeEarlyMs);
            else setImmediate(turn);
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
