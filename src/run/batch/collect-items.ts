/** Fills batches: as many calls as the budget pays for and the provider takes at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchItem, BatchLimits } from '../../contract/batch.ts';
import type { Permission } from '../../contract/ledger.ts';
import type { PlannedCall } from '../../contract/plan.ts';

export interface CollectOptions {
  limits: BatchLimits;
  stop: AbortSignal;
  /** Before a call that has to wait is asked for again. */
  askAgainMs: number;
  mayStart(call: PlannedCall): Permission;
  /** `null`: it cannot be said, and was settled. */
  bodyOf(call: PlannedCall): Promise<string | null>;
}

/** A call with what is sent for it. */
export interface Prepared {
  call: PlannedCall;
  body: string;
}

/** Around each body: its id and what the protocol writes beside it. */
const wrappingBytes = 256;
/** Money that is reserved may come back soon; what this batch itself holds does not. */
const maxWaits = 8;

export class ItemCollector {
  readonly #calls: readonly PlannedCall[];
  readonly #options: CollectOptions;
  #next = 0;
  /** Did not fit into the batch before. */
  #kept: Prepared | null = null;

  constructor(calls: readonly PlannedCall[], options: CollectOptions) {
    this.#calls = calls;
    this.#options = options;
  }

  /** The next batch; empty when no call is left, or none may be made any more. */
  async next(): Promise<Prepared[]> {
    const { limits } = this.#options;
    const items: Prepared[] = [];
    let bytes = 0;
    for (;;) {
      const prepared = this.#kept ?? (await this.#prepare(items.length > 0));
      if (!prepared) return items;
      const size = Buffer.byteLength(prepared.body) + wrappingBytes;
      const isFull = items.length >= limits.requests || bytes + size > limits.bytes;
      this.#kept = isFull && items.length > 0 ? prepared : null;
      if (this.#kept) return items;
      items.push(prepared);
      bytes += size;
    }
  }

  async #prepare(isBegun: boolean): Promise<Prepared | null> {
    for (;;) {
      const call = this.#calls[this.#next];
      if (!call || !(await this.#mayTake(call, isBegun))) return null;
      this.#next++;
      const body = await this.#options.bodyOf(call);
      if (body !== null) return { call, body };
    }
  }

  async #mayTake(call: PlannedCall, isBegun: boolean): Promise<boolean> {
    const { stop, mayStart, askAgainMs } = this.#options;
    for (let waits = 0; !stop.aborted; waits++) {
      const permission = mayStart(call);
      if (permission === 'go') return true;
      if (permission === 'stop') this.#next = this.#calls.length;
      if (permission === 'stop' || (isBegun && waits >= maxWaits)) return false;
      await sleep(askAgainMs, undefined, { signal: stop }).catch(() => undefined);
    }
    return false;
  }
}

export const itemsOf = (key: string, prepared: readonly Prepared[]): BatchItem[] =>
  prepared.map(({ body }, i) => ({ id: `${key}-${i}`, body }));
