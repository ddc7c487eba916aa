import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Permission } from '../../contract/ledger.ts';
import type { PlannedCall } from '../../contract/plan.ts';
import { ItemCollector, itemsOf, type CollectOptions, type Prepared } from './collect-items.ts';

const callsOf = (count: number): PlannedCall[] =>
  Array.from({ length: count }, (_, caseIndex) => ({
    targetIndex: 0,
    caseIndex,
    repeat: 0,
    isWarmup: false,
  }));

const collectorOf = (count: number, options: Partial<CollectOptions> = {}) =>
  new ItemCollector(callsOf(count), {
    limits: { requests: 10, bytes: 1e6 },
    stop: new AbortController().signal,
    askAgainMs: 0,
    mayStart: () => 'go',
    bodyOf: async ({ caseIndex }) => `${caseIndex}`,
    ...options,
  });

/** Every batch until an empty one. */
async function all(collector: ItemCollector): Promise<Prepared[][]> {
  const batches: Prepared[][] = [];
  for (let batch = await collector.next(); batch.length > 0; batch = await collector.next())
    batches.push(batch);
  return batches;
}
const indexes = (batches: Prepared[][]) => batches.map((batch) => batch.map(({ call }) => call.caseIndex));

describe('batches', () => {
  it('hold every call once and in order, within both limits unless one call alone is larger', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 300, max: 3000 }),
        async (sizes, requests, bytes) => {
          const collector = collectorOf(sizes.length, {
            limits: { requests, bytes },
            bodyOf: async ({ caseIndex }) => 'x'.repeat(sizes[caseIndex] as number),
          });
          const batches = await all(collector);
          expect(indexes(batches).flat()).toEqual(sizes.map((_, i) => i));
          for (const batch of batches) {
            expect(batch.length).toBeLessThanOrEqual(requests);
            const size = batch.reduce((sum, { body }) => sum + body.length + 256, 0);
            if (batch.length > 1) expect(size).toBeLessThanOrEqual(bytes);
          }
        },
      ),
    );
  });

  it('are as full as they can be', async () => {
    expect(indexes(await all(collectorOf(25)))).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
      [20, 21, 22, 23, 24],
    ]);
  });

  it('count bytes, not characters', async () => {
    const options = { limits: { requests: 10, bytes: 2 * (256 + 6) }, bodyOf: async () => 'äöü' };
    expect(indexes(await all(collectorOf(4, options)))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('leave out what cannot be said', async () => {
    const bodyOf = async ({ caseIndex }: PlannedCall) => (caseIndex % 2 === 0 ? null : `${caseIndex}`);
    expect(indexes(await all(collectorOf(7, { bodyOf })))).toEqual([[1, 3, 5]]);
  });
});

describe('the budget', () => {
  it('ends all batches once it is spent, with what it paid for', async () => {
    let left = 13;
    const mayStart = (): Permission => (left-- > 0 ? 'go' : 'stop');
    const collector = collectorOf(40, { mayStart });
    expect(indexes(await all(collector)).flat()).toHaveLength(13);
    left = 100;
    // stopped is stopped: the rest is not asked for again
    expect(await collector.next()).toEqual([]);
  });

  it('that is held for a while closes a batch that is begun, and the same call begins the next', async () => {
    let asked = 0;
    const mayStart = ({ caseIndex }: PlannedCall): Permission =>
      caseIndex === 3 && asked++ < 12 ? 'wait' : 'go';
    const batches = indexes(await all(collectorOf(6, { mayStart })));
    expect(batches).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    // nine times for the first batch, then until it may go
    expect(asked).toBe(13);
  });

  it('is waited for without end by a batch that has no call yet', async () => {
    let asked = 0;
    const mayStart = (): Permission => (asked++ < 50 ? 'wait' : 'go');
    expect(indexes(await all(collectorOf(2, { mayStart })))).toEqual([[0, 1]]);
  });
});

describe('a stop', () => {
  it('ends what waits, and nothing more is collected', async () => {
    const stop = new AbortController();
    const collector = collectorOf(5, { stop: stop.signal, askAgainMs: 60_000, mayStart: () => 'wait' });
    const next = collector.next();
    stop.abort();
    expect(await next).toEqual([]);
    expect(await collector.next()).toEqual([]);
  });

  it('between two calls hands over those that are collected', async () => {
    const stop = new AbortController();
    const bodyOf = async ({ caseIndex }: PlannedCall) => {
      if (caseIndex === 2) stop.abort();
      return `${caseIndex}`;
    };
    const collector = collectorOf(9, { stop: stop.signal, bodyOf });
    expect(indexes(await all(collector))).toEqual([[0, 1, 2]]);
  });
});

it('names items by the key of their batch and their place in it', async () => {
  const [batch] = await all(collectorOf(3));
  expect(itemsOf('k', batch ?? [])).toEqual([
    { id: 'k-0', body: '0' },
    { id: 'k-1', body: '1' },
    { id: 'k-2', body: '2' },
  ]);
});
