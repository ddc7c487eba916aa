/** Lanes handed out within one process. */
import { nowMs } from '../base/clock.ts';
import type { LaneLease, LaneName, Queue } from '../contract/queue.ts';

interface Entry {
  lane: LaneName;
  /** Number of the lease that has it; 0: it waits. */
  holder: number;
  beatMs: number;
}

const keyOf = ({ runId, targetId }: LaneName) => JSON.stringify([runId, targetId]);

/** Lanes in the order they are to be taken, and who holds each. */
class LeaseTable {
  readonly #entries = new Map<string, Entry>();
  readonly #leaseMs: number;
  readonly #now: () => number;
  #leases = 0;

  constructor(leaseMs: number, now: () => number) {
    this.#leaseMs = leaseMs;
    this.#now = now;
  }

  has(lane: LaneName): boolean {
    return this.#entries.has(keyOf(lane));
  }

  /** Puts it at the end of the line, held by nobody. */
  append(lane: LaneName): void {
    this.#entries.delete(keyOf(lane));
    this.#entries.set(keyOf(lane), { lane, holder: 0, beatMs: 0 });
  }

  remove(lane: LaneName): void {
    this.#entries.delete(keyOf(lane));
  }

  /** The first that nobody holds, or whose holder has fallen silent. */
  take(): { lane: LaneName; number: number } | null {
    for (const entry of this.#entries.values()) {
      if (entry.holder !== 0 && this.#now() - entry.beatMs <= this.#leaseMs) continue;
      Object.assign(entry, { holder: ++this.#leases, beatMs: this.#now() });
      return { lane: entry.lane, number: entry.holder };
    }
    return null;
  }

  /** `false`: another has it by now, or it is done. */
  isHeldBy(lane: LaneName, number: number): boolean {
    return this.#entries.get(keyOf(lane))?.holder === number;
  }

  beat(lane: LaneName): void {
    const entry = this.#entries.get(keyOf(lane));
    if (entry) entry.beatMs = this.#now();
  }
}

/** `now`: monotonic clock in ms; for tests. */
export function createMemoryQueue(holdMs = 10_000, now: () => number = nowMs): Queue {
  const table = new LeaseTable(holdMs, now);
  const wakers = new Set<() => void>();
  const wakeAll = () => {
    for (const wake of wakers) wake();
  };
  function leaseOf({ lane, number }: { lane: LaneName; number: number }): LaneLease {
    const whenMine = (act: () => void) => {
      const isMine = table.isHeldBy(lane, number);
      if (isMine) act();
      return Promise.resolve(isMine);
    };
    return {
      lane,
      number,
      heartbeat: () => whenMine(() => table.beat(lane)),
      complete: () => whenMine(() => table.remove(lane)),
      requeue: () =>
        whenMine(() => {
          table.append(lane);
          wakeAll();
        }),
    };
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
      for (const lane of lanes) if (!table.has(lane)) table.append(lane);
      wakeAll();
    },
    missing: async (lanes) => lanes.filter((lane) => !table.has(lane)),
    async take(signal) {
      while (!signal.aborted) {
        const taken = table.take();
        if (taken) return leaseOf(taken);
        await changed(signal);
      }
      return null;
    },
    close: async () => {},
  };
}
