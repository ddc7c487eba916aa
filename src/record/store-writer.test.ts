import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { untilDone, useFakeClock } from '../../test/fake-clock.ts';
import type { SampleBatch } from '../contract/sample.ts';
import type { SampleRows } from '../samples/sample-builder.ts';
import { createStoreWriter } from './store-writer.ts';

useFakeClock();
/** A test whose timers go on as soon as there is nothing else to do. */
const timed = (test: () => Promise<void>) => () => untilDone(test());
const sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

const settled = (id: number) =>
  ({ sample: { sample_id: `${id}` }, payload: { sample_id: `${id}` } }) as SampleRows;

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
  it(
    'writes every row once and in order, however rows and timers fall together',
    timed(async () => {
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
    }),
  );

  it(
    'goes on writing after a quiet time',
    timed(async () => {
      const store = recordingStore(() => 0);
      const writer = createStoreWriter(store, 1);
      await writer.flush();
      await writer.add(settled(1));
      await sleep(20);
      expect(store.ids()).toEqual(['1']);
      await writer.add(settled(2));
      await sleep(20);
      expect(store.ids()).toEqual(['1', '2']);
    }),
  );

  it(
    'gathers rows while a batch is being written',
    timed(async () => {
      const store = recordingStore(() => 20);
      const writer = createStoreWriter(store, 10_000);
      for (let i = 0; i < 12_000; i++) await writer.add(settled(i));
      await writer.flush();
      expect(store.batches.length).toBeLessThanOrEqual(3);
    }),
  );

  it(
    'writes less often where writes take long, and at once what is a whole batch',
    timed(async () => {
      const batchesWith = async (delayMs: number) => {
        const store = recordingStore(() => delayMs);
        const writer = createStoreWriter(store, 10);
        for (let i = 0; i < 100; i++) {
          await writer.add(settled(i));
          await sleep(10);
        }
        const { length } = store.batches;
        await writer.flush();
        expect(store.ids()).toHaveLength(100);
        return length;
      };
      expect(await batchesWith(0)).toBeGreaterThan(40);
      // a write of 10 ms, then 200 ms of rest
      expect(await batchesWith(10)).toBeLessThan(8);
      const slow = recordingStore(() => 100);
      const writer = createStoreWriter(slow, 10);
      await writer.add(settled(0));
      await sleep(120);
      for (let i = 1; i <= 4000; i++) await writer.add(settled(i));
      await sleep(10);
      expect(slow.batches).toHaveLength(2);
      await writer.flush();
    }),
  );

  it(
    'makes the caller wait for a store that has fallen far behind',
    timed(async () => {
      const store = recordingStore(() => 40);
      const writer = createStoreWriter(store, 10_000);
      let added = 0;
      const adding = (async () => {
        for (; added < 20_000; added++) await writer.add(settled(added));
      })();
      await sleep(20);
      expect(added).toBeLessThanOrEqual(16_001);
      await adding;
      await writer.flush();
      expect(store.ids()).toHaveLength(20_000);
    }),
  );

  it(
    'tries a store that is down again, and loses nothing',
    timed(async () => {
      const store = recordingStore(() => 0);
      const told: (string | null)[] = [];
      let failures = 3;
      const flaky = {
        insert: async (batch: SampleBatch) => {
          if (failures-- > 0) throw new Error('no disk');
          await store.insert(batch);
        },
      };
      const writer = createStoreWriter(flaky, 1, { pauseMs: 1, trouble: (message) => told.push(message) });
      await writer.add(settled(1));
      await sleep(40);
      await writer.add(settled(2));
      await writer.flush();
      expect(store.ids()).toEqual(['1', '2']);
      expect(told).toEqual(['no disk', null]);
    }),
  );

  it(
    'lets the run go on while the store is down, in bounded memory, and says in the end that rows are missing',
    timed(async () => {
      const down = { insert: async () => Promise.reject(new Error('gone')) };
      const writer = createStoreWriter(down, 1, { pauseMs: 5, patienceMs: 20 });
      for (let i = 0; i < 20_000; i++) await writer.add(settled(i));
      await expect(writer.flush()).rejects.toThrow('gone');
    }),
  );

  it(
    'puts rows aside that are turned away, and writes all others of their batch',
    timed(async () => {
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(fc.nat(29), { maxLength: 8 }), async (bad) => {
          const kept = new Set<string>();
          const inComputePool: string[] = [];
          const picky = {
            insert: async ({ samples, payloads }: SampleBatch) => {
              expect(payloads).toHaveLength(samples.length);
              if (samples.some(({ sample_id }) => bad.includes(Number(sample_id))))
                throw new Error('bad row');
              for (const { sample_id } of samples) kept.add(sample_id);
            },
          };
          const writer = createStoreWriter(picky, 1000, {
            pauseMs: 1,
            patienceMs: 0,
            quarantine: async (rejected) =>
              void inComputePool.push(
                ...rejected.flatMap(({ rows }) => rows.samples.map(({ sample_id }) => sample_id)),
              ),
          });
          for (let i = 0; i < 30; i++) await writer.add(settled(i));
          const isBlamed = [0, 15, 29].every((probe) => bad.includes(probe));
          if (isBlamed) {
            await expect(writer.flush()).rejects.toThrow('bad row');
            return;
          }
          await writer.flush();
          expect(inComputePool.map(Number).toSorted((a, b) => a - b)).toEqual(bad.toSorted((a, b) => a - b));
          expect(kept.size).toBe(30 - bad.length);
        }),
        { numRuns: 40, examples: [[[15, 0, 29]]] },
      );
    }),
  );
});
