import { nowMs } from '../../base/clock.ts';
import { wait } from './wait.ts';

/** How long to wait at most before asking again, should nothing be settled meanwhile. */
const askAgainMs = 1000;

/** Those who wait until calls before theirs are settled. */
export class WaitingQueue {
  #waiting = new Set<() => void>();

  /** To be called whenever the reader has settled what it was given. */
  readonly open = (): void => {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const go of waiting) go();
  };

  /** Resolves when the room is opened, when `untilMs` has come, or soon after `stop`. */
  async enter(untilMs: number, stop: AbortSignal): Promise<void> {
    const { promise: opened, resolve: go } = Promise.withResolvers<void>();
    this.#waiting.add(go);
    const leave = new AbortController();
    const patience = Math.min(askAgainMs, untilMs - nowMs());
    await Promise.race([opened, wait(patience, AbortSignal.any([stop, leave.signal]))]);
    leave.abort();
    this.#waiting.delete(go);
  }
}
