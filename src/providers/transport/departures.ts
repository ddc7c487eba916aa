/** Lets each request go at its instant, to a fraction of a millisecond: a timer alone comes up to a millisecond late. */
import { nowMs } from '../../base/clock.ts';

/** A timer is set this much early; the rest is walked in naps. */
const wakeEarlyMs = 2;
/** Asleep, the thread cannot stamp: no nap is longer. */
const napMs = 0.1;
/** The kernel wakes a sleeper this much late. */
const napSlackMs = 0.1;

const asleep = new Int32Array(new SharedArrayBuffer(4));

interface Departure {
  atMs: number;
  go(): void;
}

export class Departures {
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
    for (;;) {
      const next = this.#waiting[0];
      if (!next) return;
      const leftMs = next.atMs - nowMs();
      if (leftMs > 0) return this.#wait(leftMs);
      this.#waiting.shift();
      next.go();
    }
  };

  #wait(leftMs: number): void {
    if (leftMs > wakeEarlyMs) {
      this.#timer = setTimeout(this.#walk, leftMs - wakeEarlyMs);
      return;
    }
    this.#isWalking = true;
    if (leftMs > napMs + napSlackMs) Atomics.wait(asleep, 0, 0, napMs);
    // between naps the sockets have their turn
    setImmediate(this.#walk);
  }
}
