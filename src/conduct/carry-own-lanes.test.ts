import { describe, expect, it } from 'vitest';
import type { Plan } from '../contract/plan.ts';
import { createOwnControl } from '../control/own-control.ts';
import { carryOwnLanes, type OwnLane } from './carry-own-lanes.ts';

const planOf = (...ids: string[]): Plan =>
  ({ runId: 'r', lanes: ids.map((id) => ({ target: { id }, calls: [] })), estimates: [] }) as unknown as Plan;

function carry(plan: Plan, work: (lane: OwnLane) => Promise<unknown>) {
  const stop = new AbortController();
  const control = createOwnControl(() => undefined);
  const done = carryOwnLanes({ plan, control, stop: stop.signal, kill: new AbortController().signal }, work);
  return { done, stop, control };
}
const idOf = ({ plan }: OwnLane) => plan.lanes.map(({ target }) => target.id).join();

describe('a run in one process', () => {
  it('has every lane worked on once, all at the same time, and leaves none in the queue', async () => {
    const begun: string[] = [];
    const all = Promise.withResolvers<void>();
    const { done, control } = carry(planOf('a', 'b', 'c'), async (lane) => {
      begun.push(idOf(lane));
      if (begun.length === 3) all.resolve();
      await all.promise;
    });
    await done;
    expect(begun).toEqual(['a', 'b', 'c']);
    const left = new AbortController();
    const next = control.queue.take(left.signal);
    left.abort();
    expect(await next).toBeNull();
  });

  it('ends at once when there is nothing to do', async () => {
    let lanes = 0;
    const carried = async () => {
      lanes++;
      return expect.fail('no lane');
    };
    await carry(planOf(), carried).done;
    expect(lanes).toBe(0);
  });

  it('stops every lane when it is stopped, and lets what they do then come to its end', async () => {
    let ended = 0;
    const { done, stop } = carry(planOf('a', 'b'), async (lane) => {
      await new Promise((resolve) => lane.stop.addEventListener('abort', resolve, { once: true }));
      await Promise.resolve();
      expect(lane.kill.aborted).toBe(false);
      ended++;
    });
    setImmediate(() => stop.abort());
    await done;
    expect(ended).toBe(2);
  });

  it('throws what one lane throws, and gives up the others', async () => {
    const given: string[] = [];
    const { done } = carry(planOf('a', 'b'), async (lane) => {
      if (idOf(lane) === 'b') throw new Error('the journal failed');
      await new Promise((resolve) => lane.kill.addEventListener('abort', resolve, { once: true }));
      given.push(idOf(lane));
    });
    await expect(done).rejects.toThrow('the journal failed');
    expect(given).toEqual(['a']);
  });
});
