import type { Attempt } from '../contract/attempt.ts';
import type { PlannedCall } from '../contract/plan.ts';

export interface SettledAttempt {
  attempt: Attempt;
  call: PlannedCall;
  /** Time until the next attempt; `null` when this one settles its sample. */
  waitMs: number | null;
}

const highWater = 1024;

/** Hands attempts from the lanes to one reader. When the reader falls behind, `isFull` tells the lanes to hold. */
export class AttemptStream implements AsyncIterable<SettledAttempt> {
  #items: SettledAttempt[] = [];
  #wake: (() => void) | null = null;
  #ended = false;
  #error: unknown = null;
  readonly #drained: () => void;

  constructor(drained: () => void) {
    this.#drained = drained;
  }

  get isFull(): boolean {
    return this.#items.length >= highWater;
  }

  push(item: SettledAttempt): void {
    this.#items.push(item);
    this.#wake?.();
  }

  /** The first failure ends the stream: the reader's loop throws it. */
  fail(error: unknown): void {
    this.#error ??= error;
    this.end();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SettledAttempt> {
    for (;;) {
      while (this.#items.length > 0) {
        const items = this.#items;
        this.#items = [];
        this.#drained();
        yield* items;
      }
      if (this.#error !== null) throw this.#error;
      if (this.#ended) return;
      // the reader has settled all it was given: who waited for that may go on
      this.#drained();
      if (this.#items.length > 0 || this.#ended) continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }
}
