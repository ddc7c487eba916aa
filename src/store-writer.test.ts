import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { SampleBatch } from './contract/result-store.ts';
import type { Settled } from './settle.ts';
import { createStoreWriter } from './store-writer.ts';

const row = (id: number) => ({ sample: { sample_id: String(id) }, payload: {} }) as Settled;

function slowStore(insertMs: number) {
  const written: string[] = [];
  return {
    written,
    async insert(batch: SampleBatch) {
      await sleep(insertMs);
      written.push(...batch.samples.map((sample) => sample.sample_id));
    },
  };
}

describe('createStoreWriter', () => {
  it('keeps writing after a timer found nothing to write', async () => {
    const store = slowStore(20);
    const writer = createStoreWriter(store, 5);
    // The second row comes while the first is written, so its own timer later finds it gone.
    await writer.add(row(1));
    await sleep(10);
    await writer.add(row(2));
    await sleep(60);
    await writer.add(row(3));
    await writer.flush();
    expect(store.written).toEqual(['1', '2', '3']);
  });
  it('throws at the end what the store threw', async () => {
    const writer = createStoreWriter({ insert: () => Promise.reject(new Error('disk full')) }, 1000);
    await writer.add(row(1));
    await expect(writer.flush()).rejects.toThrow('disk full');
  });
});
