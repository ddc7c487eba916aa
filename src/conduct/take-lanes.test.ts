import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { LaneLease, Queue } from '../contract/queue.ts';
import { takeLanes } from './take-lanes.ts';

const lease = (targetId: string) => ({ lane: { runId: 'r', targetId } }) as LaneLease;

/** Gives what it has, then waits until it is stopped, as the queue does. */
function queueOf(items: (string | Error)[]): Pick<Queue, 'take'> {
  return {
    take: async (signal) => {
      const next = items.shift();
      if (next instanceof Error) throw next;
      if (next !== undefined) return lease(next);
      if (signal.aborted) return null;
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
    },
  };
}

it('works on no more lanes at once than it may, and on all of them', async () => {
  const stop = new AbortController();
  const names = Array.from({ length: 9 }, (_, i) => `t${i}`);
  const done: string[] = [];
  let [now, most] = [0, 0];
  const work = async ({ lane }: LaneLease) => {
    most = Math.max(most, ++now);
    await nextTurn();
    now--;
    done.push(lane.targetId);
    if (done.length === 9) stop.abort();
  };
  await takeLanes({ queue: queueOf([...names]), atOnce: 3, stop: stop.signal }, work);
  expect(most).toBe(3);
  expect(done.toSorted()).toEqual(names);
});

it('takes no further lane once it is stopped, and waits for those that it has', async () => {
  const stop = new AbortController();
  const done: string[] = [];
  const work = async ({ lane }: LaneLease) => {
    stop.abort();
    await nextTurn();
    done.push(lane.targetId);
  };
  await takeLanes({ queue: queueOf(['a', 'b', 'c']), atOnce: 1, stop: stop.signal }, work);
  expect(done).toEqual(['a']);
});

it('asks a queue that does not answer again, where that is wanted', async () => {
  const stop = new AbortController();
  const told: string[] = [];
  const unanswered = async ({ message }: Error) => void told.push(message);
  const work = async () => stop.abort();
  const queue = queueOf([new Error('away'), new Error('still away'), 'a']);
  await takeLanes({ queue, atOnce: 1, stop: stop.signal, unanswered }, work);
  expect(told).toEqual(['away', 'still away']);
  const failing = takeLanes({ queue: queueOf([new Error('away')]), atOnce: 1, stop: stop.signal }, work);
  // stopped before it asked
  await expect(failing).resolves.toBeUndefined();
  const going = new AbortController().signal;
  await expect(
    takeLanes({ queue: queueOf([new Error('away')]), atOnce: 1, stop: going }, work),
  ).rejects.toThrow('away');
});

it('fails as the work fails', async () => {
  const { signal } = new AbortController();
  const work = async () => {
    throw new Error('a lane failed');
  };
  await expect(takeLanes({ queue: queueOf(['a']), atOnce: 1, stop: signal }, work)).rejects.toThrow(
    'a lane failed',
  );
});
