/** Lanes handed out within one process. */
import { nowMs } from '../base/clock.ts';
import type { LaneLease, LaneName, Queue } from '../contract/queue.ts';

interface Entry {
  lane: LaneName;
  /** Of the hold that has it; 0: it waits. */
  holder: number;
  beatMs: number;
}

const keyOf = ({ runId, targetId }: LaneName) => JSON.stringify([runId, targetId]);

/** `now`: monotonic clock in ms; for tests. */
export function createMemoryQueue(holdMs = 10_000, now: () => number = nowMs): Queue {
  /** In the order they are to be taken. */
  const entries = new Map<string, Entry>();
  const wakers = new Set<() => void>();
  let holds = 0;

  const wakeAll = () => {
    for (const wake of wakers) wake();
  };
  function holdOf(entry: Entry): LaneLease {
    const { lane } = entry;
    const number = ++holds;
    Object.assign(entry, { holder: number, beatMs: now() });
    const isMine = () => entries.get(keyOf(lane)) === entry && entry.holder === number;
    const whenMine = (act: () => void) => {
      const mine = isMine();
      if (mine) act();
      return Promise.resolve(mine);
    };
    return {
      lane,
      number,
      heartbeat: () => whenMine(() => (entry.beatMs = now())),
      complete: () => whenMine(() => entries.delete(keyOf(lane))),
      requeue: () =>
        whenMine(() => {
          entries.delete(keyOf(lane));
          entries.set(keyOf(lane), { lane, holder: 0, beatMs: 0 });
          wakeAll();
        }),
    };
  }
  function takeNow(): LaneLease | null {
    for (const entry of entries.values())
      if (entry.holder === 0 || now() - entry.beatMs > holdMs) return holdOf(entry);
    return null;
  }
  function changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        wakers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      // a holder that falls silent wakes nobody
      const timer = setTimeout(wake, Math.max(1, holdMs / 4));
      wakers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
  return {
    holdMs,
    async enqueue(lanes) {
      for (const lane of lanes) {
        const key = keyOf(lane);
        if (!entries.has(key)) entries.set(key, { lane, holder: 0, beatMs: 0 });
      }
      wakeAll();
    },
    missing: async (lanes) => lanes.filter((lane) => !entries.has(keyOf(lane))),
    async take(signal) {
      while (!signal.aborted) {
        const hold = takeNow();
        if (hold) return hold;
        await changed(signal);
      }
      return null;
    },
    close: async () => {},
  };
}
