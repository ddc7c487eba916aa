import { describe, expect, it, vi } from 'vitest';
import { useFakeClock } from '../../test/fake-clock.ts';
import type { LimitStore, SlotRequest } from '../contract/limit-store.ts';
import { CallSlots, slotsEveryMs } from './call-slots.ts';

useFakeClock();

/** Grants what it is told to, and keeps what it was asked. */
function storeGranting(granted: number | Error) {
  const asked: SlotRequest[] = [];
  const left: string[][] = [];
  const store = {
    async takeSlots(request: SlotRequest) {
      asked.push(request);
      if (granted instanceof Error) throw granted;
      return granted;
    },
    async leaveSlots(...place: string[]) {
      left.push(place);
    },
  } as unknown as LimitStore;
  return { store, asked, left };
}

describe('without a limit', () => {
  it('is never full and makes no request', async () => {
    const { store, asked, left } = storeGranting(0);
    const slots = new CallSlots('target t', undefined, store);
    for (let i = 0; i < 1000; i++) slots.begin();
    expect(slots.isFull).toBe(false);
    await slots.ask();
    await slots.close();
    expect([asked, left]).toEqual([[], []]);
  });
});

describe('with a limit', () => {
  it('is full until places were granted, and again once they are taken', async () => {
    const { store } = storeGranting(2);
    const slots = new CallSlots('target t', 8, store);
    expect(slots.isFull).toBe(true);
    await slots.ask();
    expect(slots.isFull).toBe(false);
    slots.begin();
    slots.begin();
    expect(slots.isFull).toBe(true);
    slots.end();
    expect(slots.isFull).toBe(false);
    await slots.close();
  });

  it('says what it has in flight, and asks for some more under one name of its own', async () => {
    const { store, asked } = storeGranting(5);
    const [first, second] = [new CallSlots('target t', 8, store), new CallSlots('target t', 8, store)];
    first.begin();
    first.begin();
    await first.ask();
    await first.ask();
    await second.ask();
    expect(asked[0]).toMatchObject({ scope: 'target t', inFlight: 2, most: 8 });
    expect(asked[0]?.wanted).toBeGreaterThan(2);
    expect(asked[1]?.holder).toBe(asked[0]?.holder);
    expect(asked[2]?.holder).not.toBe(asked[0]?.holder);
    await Promise.all([first.close(), second.close()]);
  });

  it('keeps its places alive only while calls are in flight', async () => {
    const { store, asked } = storeGranting(1);
    const slots = new CallSlots('target t', 8, store);
    await vi.advanceTimersByTimeAsync(3 * slotsEveryMs);
    expect(asked).toHaveLength(0);
    slots.begin();
    await vi.advanceTimersByTimeAsync(3 * slotsEveryMs);
    expect(asked).toHaveLength(3);
    slots.end();
    await vi.advanceTimersByTimeAsync(3 * slotsEveryMs);
    expect(asked).toHaveLength(3);
    await slots.close();
  });

  it('lives through a store that is away, and gives its places back in the end', async () => {
    const { store, asked, left } = storeGranting(new Error('away'));
    const slots = new CallSlots('target t', 8, store);
    slots.begin();
    await vi.advanceTimersByTimeAsync(slotsEveryMs);
    await expect(slots.ask()).rejects.toThrow('away');
    expect(slots.isFull).toBe(true);
    await slots.close();
    expect(left).toEqual([['target t', asked[0]?.holder]]);
    await vi.advanceTimersByTimeAsync(3 * slotsEveryMs);
    expect(asked).toHaveLength(2);
  });
});
