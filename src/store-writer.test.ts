import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SampleBatch } from './contract/result-store.ts';
import type { Settled } from './settle.ts';
import { createStoreWriter } from './store-writer.ts';

const settled = (id: number) =>
  ({ sample: { sample_id: `${id}` }, payload: { sample_id: `${id}` } }) as Settled;

function recordingStore(delayMs: (batch: number) => number) {
  const batches: SampleBatch[] = [];
  let busy = 0;
  return {
    batches,
    ids: () => batches.flatMap((batch) => batch.samples.map((sample) => sample.sample_id)),
    async insert(batch: SampleBatch) {
      expect(++busy, 'one batch at a time').toBe(1);
      batches.push(batch);
      await sleep(delayMs(batches.length));
      busy--;
    },
  };
}

describe('createStoreWriter', () => {
  it('writes every row once and in order, however rows and timers fall together', async () => {
    const pauses = fc.array(
      fc.record({ rows: fc.integer({ min: 0, max: 30 }), pauseMs: fc.integer({ min: 0, max: 4 }) }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(pauses, fc.integer({ min: 0, max: 3 }), async (steps, delay) => {
        const store = recordingStore((n) => (n * delay) % 4);
        const writer = createStoreWriter(store, 1);
        let next = 0;
        for (const { rows, pauseMs } of steps) {
          for (let i = 0; i < rows; i++) await writer.add(settled(next++));
          if (pauseMs > 0) await sleep(pauseMs);
        }
        await writer.flush();
        expect(store.ids()).toEqual(Array.from({ length: next }, (_, i) => `${i}`));
      }),
      { numRuns: 60 },
    );
  });

  it('goes on writing after a quiet time', async () => {
    const store = recordingStore(() => 0);
    const writer = createStoreWriter(store, 1);
    await writer.flush();
    await writer.add(settled(1));
    await sleep(20);
    expect(store.ids()).toEqual(['1']);
    await writer.add(settled(2));
    await sleep(20);
    expect(store.ids()).toEqual(['1', '2']);
  });

  it('gathers rows while a batch is being written', async () => {
    const store = recordingStore(() => 20);
    const writer = createStoreWriter(store, 10_000);
    for (let i = 0; i < 4000; i++) await writer.add(settled(i));
    await writer.flush();
    expect(store.batches.length).toBeLessThanOrEqual(3);
  });

  it('makes the caller wait for a store that has fallen far behind', async () => {
    const store = recordingStore(() => 40);
    const writer = createStoreWriter(store, 10_000);
    let added = 0;
    const adding = (async () => {
      for (; added < 20_000; added++) await writer.add(settled(added));
    })();
    await sleep(20);
    expect(added).toBeLessThanOrEqual(6001);
    await adding;
    await writer.flush();
    expect(store.ids()).toHaveLength(20_000);
  });

  it('tells of a failed write at the flush, and still writes the rest', async () => {
    const kept: string[] = [];
    let calls = 0;
    const writer = createStoreWriter(
      {
        insert: async (batch) => {
          if (++calls === 1) throw new Error('no disk');
          kept.push(...batch.samples.map((sample) => sample.sample_id));
        },
      },
      1,
    );
    await writer.add(settled(1));
    await sleep(10);
    await writer.add(settled(2));
    await expect(writer.flush()).rejects.toThrow('no disk');
    expect(kept).toEqual(['2']);
  });
});
