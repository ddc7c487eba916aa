/** Lets each request go at its instant, to a fraction of a millisecond: a timer alone comes up to a millisecond late. */
import { longestTimerMs, nowMs } from '../../base/clock.ts';

/** A timer is set this much early; the rest is walked in naps. */
const wakeEarlyMs = 2;
/** Asleep, the thread cannot stamp: no nap is longer. */
const maxSleepMs = 0.15;
/** The kernel wakes a sleeper about this much late. */
const sleepSlackMs = 0.08;

const asleep = new Int32Array(new SharedArrayBuffer(4));

interface Departure {
  atMs: number;
  go(): void;
}

export class Departures {
  /** Time slept so far, which the event loop takes for work. */
  sleptMs = 0;
  /** By instant; those of the same instant in the order they came. */
  readonly #waiting: Departure[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isWalking = false;

  /** Calls `go` once `atMs` has come: at once, and before this returns, when it is past. */
  at(atMs: number, go: () => void): void {
    if (atMs <= nowMs()) return go();
    let place = this.#waiting.length;
    // they come nearly in order
    while (place > 0 && (this.#waiting[place - 1] as Departure).atMs > atMs) place--;
    this.#waiting.splice(place, 0, { atMs, go });
    if (place === 0 && !this.#isWalking) this.#walk();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  readonly #walk = (): void => {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isWalking = false;
    let wentAny = false;
    for (;;) {
      const next = this.#waiting[0];
      if (!next) return;
      const leftMs = next.atMs - nowMs();
      if (leftMs > 0) return this.#wait(leftMs, wentAny);
      this.#waiting.shift();
      next.go();
      wentAny = true;
    }
  };

  /** `wentAny`: on a kept connection undici writes one turn later, having looked whether the other side hung up; a nap would hold that back. */
  #wait(leftMs: number, wentAny: boolean): void {
    if (leftMs > wakeEarlyMs) {
      this.#timer = setTimeout(this.#walk, Math.min(longestTimerMs, leftMs - wakeEarlyMs));
      return;
    }
    this.#isWalking = true;
    if (!wentAny && leftMs > 2 * sleepSlackMs) {
      const fromMs = nowMs();
      Atomics.wait(asleep, 0, 0, Math.min(maxSleepMs, leftMs - sleepSlackMs));
      this.sleptMs += nowMs() - fromMs;
    }
    // between naps the sockets have their turn
    setImmediate(this.#walk);
  }
}
