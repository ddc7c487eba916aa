/** Places for calls in flight that several workers share evenly. */
import { newId } from '../base/id.ts';
import type { LimitStore } from '../contract/limit-store.ts';

export const slotsEveryMs = 2000;
/** Places wanted beyond the calls in flight. */
const maxAhead = 8;

export class CallSlots {
  readonly #scope: string;
  /** In flight over all workers; `undefined`: not limited. */
  readonly #max: number | undefined;
  readonly #store: LimitStore;
  readonly #holder = newId();
  readonly #heartbeat: NodeJS.Timeout;
  #granted: number;
  #inFlight = 0;

  constructor(scope: string, max: number | undefined, store: LimitStore) {
    this.#scope = scope;
    this.#max = max;
    this.#store = store;
    this.#granted = max === undefined ? Number.POSITIVE_INFINITY : 0;
    // holders are known by their heartbeats
    this.#heartbeat = setInterval(() => {
      if (this.#inFlight > 0) void this.ask().catch(() => undefined);
    }, slotsEveryMs);
    this.#heartbeat.unref();
  }

  get isFull(): boolean {
    return this.#inFlight >= this.#granted;
  }

  begin(): void {
    this.#inFlight++;
  }

  end(): void {
    this.#inFlight--;
  }

  async ask(): Promise<void> {
    if (this.#max === undefined) return;
    const inFlight = this.#inFlight;
    const wanted = { scope: this.#scope, holder: this.#holder, inFlight, wanted: inFlight + maxAhead };
    this.#granted = await this.#store.takeSlots({ ...wanted, most: this.#max });
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    if (this.#max !== undefined)
      await this.#store.leaveSlots(this.#scope, this.#holder).catch(() => undefined);
  }
}
