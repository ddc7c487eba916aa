/** What every Queue must do. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LaneLease, LaneName, Queue } from '../../src/contract/queue.ts';

export interface QueueUnderTest {
  queue: Queue;
  /** As if the holder had been silent for longer than `holdMs`. */
  lapse(lane: LaneName): Promise<void>;
  close(): Promise<void>;
}

const lane = (targetId: string, runId = 'run'): LaneName => ({ runId, targetId });
const never = new AbortController().signal;

export function describeQueue(name: string, open: () => Promise<QueueUnderTest>): void {
  describe(`queue: ${name}`, () => {
    let under: QueueUnderTest;
    let queue: Queue;
    beforeEach(async () => {
      under = await open();
      ({ queue } = under);
    });
    afterEach(() => under.close());

    const take = async () => (await queue.take(never)) as LaneLease;
    const takeNothing = async () => expect(await queue.take(AbortSignal.timeout(60))).toBeNull();

    it('hands lanes out in order, each to one holder, with rising numbers', async () => {
      await queue.enqueue([lane('a'), lane('b')]);
      await queue.enqueue([lane('c', 'other')]);
      const holds = [await take(), await take(), await take()];
      expect(holds.map((hold) => hold.lane)).toEqual([lane('a'), lane('b'), lane('c', 'other')]);
      const numbers = holds.map((hold) => hold.number);
      expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
      await takeNothing();
    });

    it('gives each of many lanes to exactly one of many takers', async () => {
      const lanes = Array.from({ length: 24 }, (_, i) => lane(`t${i}`));
      await queue.enqueue(lanes);
      const taken = await Promise.all(lanes.map(() => take()));
      expect(new Set(taken.map((hold) => hold.lane.targetId)).size).toBe(24);
    });

    it('does not enqueue a lane that waits or is held', async () => {
      await queue.enqueue([lane('a'), lane('a')]);
      const hold = await take();
      await queue.enqueue([lane('a')]);
      await takeNothing();
      expect(await hold.complete()).toBe(true);
      await takeNothing();
      await queue.enqueue([lane('a')]);
      expect((await take()).lane).toEqual(lane('a'));
    });

    it('tells which lanes neither wait nor are held', async () => {
      const lanes = [lane('a'), lane('b'), lane('c')];
      expect(await queue.missing(lanes)).toEqual(lanes);
      await queue.enqueue([lane('a'), lane('b')]);
      const hold = await take();
      expect(await queue.missing(lanes)).toEqual([lane('c')]);
      await hold.requeue();
      expect(await queue.missing(lanes)).toEqual([lane('c')]);
      await (await take()).complete();
      expect(await queue.missing(lanes)).toEqual([expect.anything(), lane('c')]);
    });

    it('wakes a taker that waits', async () => {
      const waiting = take();
      await queue.enqueue([lane('late')]);
      expect((await waiting).lane).toEqual(lane('late'));
    });

    it('gives a lane back at once', async () => {
      await queue.enqueue([lane('a')]);
      const first = await take();
      expect(await first.requeue()).toBe(true);
      const second = await take();
      expect(second.lane).toEqual(lane('a'));
      expect(second.number).toBeGreaterThan(first.number);
      expect(await first.heartbeat()).toBe(false);
      expect(await second.heartbeat()).toBe(true);
    });

    it('takes a lane from a silent holder, who can do nothing with it any more', async () => {
      await queue.enqueue([lane('a'), lane('b')]);
      const first = await take();
      const other = await take();
      expect(await first.heartbeat()).toBe(true);
      await under.lapse(lane('a'));
      const second = await take();
      expect(second.lane).toEqual(lane('a'));
      expect(second.number).toBeGreaterThan(other.number);
      expect(await first.heartbeat()).toBe(false);
      expect(await first.complete()).toBe(false);
      expect(await first.requeue()).toBe(false);
      expect(await second.complete()).toBe(true);
      expect(await other.heartbeat(), 'the other lane is still held').toBe(true);
    });
  });
}
