/** Gathers rows into batches for the store and writes one batch at a time; the journal already holds them, so a batch may wait. */
import type { ResultStore, SampleBatch } from './contract/result-store.ts';
import type { Settled } from './settle.ts';

const batchRows = 1000;
/** Rows in memory beyond which the caller waits for the store. */
const mostRows = 5000;

export interface StoreWriter {
  /** Resolves at once, unless the store has fallen far behind. */
  add(settled: Settled): Promise<void>;
  /** Writes what is left; throws what the store threw. */
  flush(): Promise<void>;
}

const emptyBatch = (): SampleBatch => ({ samples: [], payloads: [], retried: [] });

/** `everyMs`: a batch that is not full is written this often, so that a page can show it. */
export function createStoreWriter(store: Pick<ResultStore, 'insert'>, everyMs: number): StoreWriter {
  let batch = emptyBatch();
  let rows = 0;
  /** All writes so far, one after the other. */
  let written = Promise.resolve();
  /** A write that has not begun: it will take what is added until then. */
  let isQueued = false;
  let timer: NodeJS.Timeout | null = null;
  let failure: { error: unknown } | null = null;

  async function insertGathered(): Promise<void> {
    isQueued = false;
    if (rows === 0) return;
    const full = batch;
    batch = emptyBatch();
    rows = 0;
    try {
      await store.insert(full);
    } catch (error) {
      failure ??= { error };
    }
  }
  function write(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!isQueued) {
      isQueued = true;
      written = written.then(insertGathered);
    }
    return written;
  }
  return {
    async add(settled) {
      if ('retried' in settled) batch.retried.push(settled.retried);
      else {
        batch.samples.push(settled.sample);
        batch.payloads.push(settled.payload);
      }
      rows++;
      if (rows >= mostRows) await write();
      else if (rows >= batchRows) void write();
      else timer ??= setTimeout(() => void write(), everyMs);
    },
    async flush() {
      await write();
      if (failure) throw failure.error;
    },
  };
}
