/**
 * Gathers rows into batches for the store and writes one batch at a time; the journal already holds them, so a batch may
 * wait. A store that is down is tried again until `flush` loses patience; rows it refuses are quarantined, and block nobody.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs } from '../base/clock.ts';
import type { RefusedRows } from '../contract/quarantine.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { SampleBatch } from '../contract/sample.ts';
import { insertOrQuarantine } from './insert-or-quarantine.ts';
import type { SampleRows } from '../samples/sample-builder.ts';

/** Each write makes a part of each table, which costs as much as a thousand rows in it. */
const batchRows = 4000;
const defaultMaxRows = 12_000;
/** Rows that are not a whole batch wait so many times as long as the last write took, within the bound: else writing, most of which does not depend on the rows, takes the time of calls. */
const restFactor = 20;
const maxRestMs = 3000;
const defaultPauseMs = 1000;
const maxPauseMs = 30_000;

export interface StoreWriterOptions {
  /** How long `flush` keeps trying a store that is down. */
  patienceMs?: number;
  /** Rows in memory beyond which `add` gives a promise. For a store that is down there is none: they are in the journal. */
  maxRows?: number;
  /** Before the first further try; doubles each time. */
  pauseMs?: number;
  /** Keeps rows that the store turns away, each with the reason. Without it they make the write fail. */
  quarantine?: (rejected: RefusedRows[]) => Promise<void>;
  /** Told when the store is down, with what it said, and with `null` when it is back. */
  trouble?: (message: string | null) => void;
}

export interface StoreWriter {
  /** A promise when the store has fallen far behind: what comes before it is kept takes more memory. */
  add(rows: SampleRows): void | Promise<void>;
  /** Writes what is left; throws what the store threw when not all of it was written. */
  flush(): Promise<void>;
}

const emptyBatch = (): SampleBatch => ({ samples: [], payloads: [], retried: [] });

class Writer implements StoreWriter {
  #batch = emptyBatch();
  #rows = 0;
  /** All writes so far, one after the other. */
  #written = Promise.resolve();
  /** A write that has not begun: it will take what is added until then. */
  #isQueued = false;
  #timer: NodeJS.Timeout | null = null;
  /** How long rows that are not a whole batch wait now. */
  #restMs: number;
  /** Of the write that is being tried again. */
  #down: { error: unknown } | null = null;
  /** Rows were left to the journal, or given up. */
  #failure: { error: unknown } | null = null;
  /** On the clock of `nowMs`; until then a failed write is tried again. */
  #deadline = Number.POSITIVE_INFINITY;
  #hurry = new AbortController();
  #wentDown = Promise.withResolvers<void>();

  readonly #store: Pick<ResultStore, 'insert'>;
  readonly #everyMs: number;
  readonly #maxRows: number;
  readonly #options: StoreWriterOptions;

  constructor(store: Pick<ResultStore, 'insert'>, everyMs: number, options: StoreWriterOptions) {
    this.#store = store;
    this.#everyMs = everyMs;
    this.#restMs = everyMs;
    this.#options = options;
    this.#maxRows = options.maxRows ?? defaultMaxRows;
  }

  add(rows: SampleRows): void | Promise<void> {
    if ('retried' in rows) this.#batch.retried.push(rows.retried);
    else {
      this.#batch.samples.push(rows.sample);
      this.#batch.payloads.push(rows.payload);
    }
    this.#rows++;
    if (this.#rows >= this.#maxRows) return this.#relieve();
    if (this.#rows >= batchRows) void this.#write();
    else this.#timer ??= setTimeout(() => void this.#write(), this.#restMs);
  }

  async flush(): Promise<void> {
    this.#deadline = nowMs() + (this.#options.patienceMs ?? 30_000);
    this.#hurry.abort();
    await this.#write();
    if (this.#failure) throw this.#failure.error;
  }

  async #relieve(): Promise<void> {
    if (!this.#down) await Promise.race([this.#write(), this.#wentDown.promise]);
    if (!this.#down || this.#rows < this.#maxRows) return;
    this.#failure ??= this.#down;
    this.#batch = emptyBatch();
    this.#rows = 0;
  }

  #write(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#isQueued) {
      this.#isQueued = true;
      this.#written = this.#written.then(() => this.#insertGathered());
    }
    return this.#written;
  }

  async #insertGathered(): Promise<void> {
    this.#isQueued = false;
    if (this.#rows === 0) return;
    const full = this.#batch;
    this.#batch = emptyBatch();
    this.#rows = 0;
    let pauseMs = this.#options.pauseMs ?? defaultPauseMs;
    for (;;) {
      const fromMs = nowMs();
      try {
        await insertOrQuarantine(this.#store, full, this.#options.quarantine);
        this.#restMs = Math.max(this.#everyMs, Math.min(maxRestMs, restFactor * (nowMs() - fromMs)));
        return this.#tell(null);
      } catch (error) {
        this.#tell({ error });
        if (nowMs() + pauseMs > this.#deadline) {
          this.#failure ??= { error };
          return;
        }
      }
      // who flushes has no time for a long pause that began before
      await sleep(pauseMs, undefined, { signal: this.#hurry.signal }).catch(() => undefined);
      this.#hurry = new AbortController();
      pauseMs = Math.min(2 * pauseMs, maxPauseMs);
    }
  }

  #tell(down: { error: unknown } | null): void {
    const wasDown = this.#down !== null;
    this.#down = down;
    if (down && !wasDown) {
      this.#wentDown.resolve();
      this.#options.trouble?.((down.error as Error).message);
    }
    if (!down && wasDown) {
      this.#wentDown = Promise.withResolvers<void>();
      this.#options.trouble?.(null);
    }
  }
}

/** `everyMs`: a batch that is not full is written this often, so that a page can show it; less often where writes take long. */
export function createStoreWriter(
  store: Pick<ResultStore, 'insert'>,
  everyMs: number,
  options: StoreWriterOptions = {},
): StoreWriter {
  return new Writer(store, everyMs, options);
}
