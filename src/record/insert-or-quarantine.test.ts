import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RefusedRows } from '../contract/quarantine.ts';
import { RowsRefused } from '../contract/rows-refused.ts';
import type { SampleBatch } from '../contract/sample.ts';
import { insertOrQuarantine } from './insert-or-quarantine.ts';

/** `samples` with a payload each but for every third, then `retried`. */
function batchOf(samples: number, retried: number): SampleBatch {
  const ids = Array.from({ length: samples }, (_, i) => `s${i}`);
  return {
    samples: ids.map((sample_id) => ({ sample_id })),
    payloads: ids.filter((_, i) => i % 3 !== 2).map((sample_id) => ({ sample_id })),
    retried: Array.from({ length: retried }, (_, i) => ({ sample_id: `r${i}`, attempt: i })),
  } as SampleBatch;
}
const idsOf = ({ samples, retried }: SampleBatch) =>
  [...samples, ...retried].map(({ sample_id }) => sample_id);

/** Takes whole batches without a bad row; `says`: what it throws for others. */
function storeOf(bad: ReadonlySet<string>, says: () => Error) {
  const kept = new Map<string, boolean>();
  let inserts = 0;
  return {
    kept,
    inserts: () => inserts,
    async insert(batch: SampleBatch) {
      inserts++;
      if (idsOf(batch).some((id) => bad.has(id))) throw says();
      const payloads = new Set(batch.payloads.map(({ sample_id }) => sample_id));
      for (const id of idsOf(batch)) kept.set(id, payloads.has(id));
    },
  };
}

async function write(store: ReturnType<typeof storeOf>, batch: SampleBatch) {
  const refused: RefusedRows[] = [];
  await insertOrQuarantine(store, batch, async (rows) => void refused.push(...rows));
  return refused;
}

const anyBatch = fc
  .record({ samples: fc.integer({ min: 0, max: 20 }), retried: fc.integer({ min: 0, max: 8 }) })
  .chain(({ samples, retried }) => {
    const batch = batchOf(samples, retried);
    return fc.record({ batch: fc.constant(batch), bad: fc.subarray(idsOf(batch)) });
  });

describe('a store that names the rows it refuses', () => {
  it('keeps every other row with its payload, and each refused row is set apart once with its reason', async () => {
    await fc.assert(
      fc.asyncProperty(anyBatch, async ({ batch, bad }) => {
        const store = storeOf(new Set(bad), () => new RowsRefused('a number is no number'));
        const refused = await write(store, batch);
        expect(refused.flatMap(({ rows }) => idsOf(rows))).toEqual(
          idsOf(batch).filter((id) => bad.includes(id)),
        );
        expect(refused.every(({ reason }) => reason === 'a number is no number')).toBe(true);
        const good = idsOf(batch).filter((id) => !bad.includes(id));
        expect([...store.kept.keys()].toSorted()).toEqual(good.toSorted());
        const withPayload = new Set(batch.payloads.map(({ sample_id }) => sample_id));
        for (const [id, hasPayload] of store.kept)
          expect([id, hasPayload]).toEqual([id, withPayload.has(id)]);
        for (const { rows } of refused)
          expect(rows.payloads.map(({ sample_id }) => sample_id)).toEqual(
            rows.samples.map(({ sample_id }) => sample_id).filter((id) => withPayload.has(id)),
          );
      }),
    );
  });

  it('is believed though it takes nothing at all', async () => {
    const batch = batchOf(4, 1);
    const store = storeOf(new Set(idsOf(batch)), () => new RowsRefused('no'));
    expect((await write(store, batch)).flatMap(({ rows }) => idsOf(rows))).toEqual(idsOf(batch));
    expect(store.kept.size).toBe(0);
  });

  it('is asked few times where one row of many is to blame', async () => {
    const batch = batchOf(1024, 0);
    const store = storeOf(new Set(['s700']), () => new RowsRefused('no'));
    expect(await write(store, batch)).toHaveLength(1);
    expect(store.kept.size).toBe(1023);
    expect(store.inserts()).toBeLessThan(30);
  });
});

describe('a store that only fails', () => {
  it('is at fault when it takes none of the rows that are tried', async () => {
    const batch = batchOf(9, 0);
    const store = storeOf(new Set(idsOf(batch)), () => new Error('disk full'));
    await expect(write(store, batch)).rejects.toThrow('disk full');
  });

  it('is not at fault while it takes other rows: the one it does not take is set apart', async () => {
    const batch = batchOf(9, 0);
    const store = storeOf(new Set(['s4', 's5']), () => new Error('cannot parse'));
    const refused = await write(store, batch);
    expect(refused.map(({ rows, reason }) => [idsOf(rows), reason])).toEqual([
      [['s4'], 'cannot parse'],
      [['s5'], 'cannot parse'],
    ]);
    expect(store.kept.size).toBe(7);
  });

  it('that breaks on the way is at fault, and no row is blamed for it', async () => {
    const batch = batchOf(8, 0);
    const store = storeOf(new Set(['s3']), () => new Error('cannot parse'));
    const quarantined: RefusedRows[] = [];
    const broken = {
      async insert(rows: SampleBatch) {
        // after a handful of calls nothing works any more
        if (store.inserts() > 3) throw new Error('connection lost');
        await store.insert(rows);
      },
    };
    await expect(
      insertOrQuarantine(broken, batch, async (rows) => void quarantined.push(...rows)),
    ).rejects.toThrow('connection lost');
    expect(quarantined).toEqual([]);
  });

  it('throws what it threw where nothing can be set apart', async () => {
    const store = storeOf(new Set(['s0']), () => new RowsRefused('no'));
    await expect(insertOrQuarantine(store, batchOf(3, 0), undefined)).rejects.toThrow('no');
    expect(store.inserts()).toBe(1);
  });
});

it('does not ask for a quarantine where every row is taken', async () => {
  const store = storeOf(new Set(), () => new Error('never'));
  expect(await write(store, batchOf(5, 2))).toEqual([]);
  expect([store.inserts(), store.kept.size]).toEqual([1, 7]);
});

it('fails when the refused rows cannot be set apart', async () => {
  const store = storeOf(new Set(['s0']), () => new RowsRefused('no'));
  const full = () => Promise.reject(new Error('no room for the quarantine'));
  await expect(insertOrQuarantine(store, batchOf(3, 0), full)).rejects.toThrow('no room');
});
