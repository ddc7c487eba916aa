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
  let writing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let failure: unknown = null;

  async function writeAll(): Promise<void> {
    try {
      while (rows > 0) {
        const full = batch;
        batch = emptyBatch();
        rows = 0;
        await store.insert(full);
      }
    } catch (error) {
      failure ??= error;
    } finally {
      writing = null;
    }
  }
  function write(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    // Without rows it would end before it is kept, and stand for good as the write that goes on.
    if (!writing && rows > 0) writing = writeAll();
    return writing ?? Promise.resolve();
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
      if (rows > 0) await write();
      if (failure !== null) throw failure;
    },
  };
}
