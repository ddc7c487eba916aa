/** What the conformance tests leave out: any order of events, against a model of what may happen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LaneLease } from '../contract/queue.ts';
import { createMemoryQueue } from './memory-queue.ts';

const leaseMs = 100;
const lane = (targetId: string) => ({ runId: 'r', targetId });
const gone = AbortSignal.abort();
/** A lane that is free now; `null`: there is none. */
async function takeNow(queue: ReturnType<typeof createMemoryQueue>) {
  const stop = new AbortController();
  const taking = queue.take(stop.signal);
  setImmediate(() => stop.abort());
  return taking;
}

const step = fc.oneof(
  fc.record({ what: fc.constant('enqueue' as const), target: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ what: fc.constant('take' as const) }),
  fc.record({
    what: fc.constantFrom('heartbeat' as const, 'complete' as const, 'requeue' as const),
    nth: fc.nat(5),
  }),
  fc.record({ what: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 80 }) }),
);

describe('lanes of one process', () => {
  it('are never in two hands, and only who holds one can do something with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        let now = 0;
        const queue = createMemoryQueue(leaseMs, () => now);
        /** Waiting lanes in order, and who holds the others since when. */
        const order: string[] = [];
        const held = new Map<string, { number: number; beatMs: number }>();
        const leases: LaneLease[] = [];
        const isHeldBy = (lease: LaneLease) => held.get(lease.lane.targetId)?.number === lease.number;
        for (const each of steps) {
          if (each.what === 'wait') now += each.ms;
          else if (each.what === 'enqueue') {
            await queue.enqueue([lane(each.target)]);
            if (!order.includes(each.target)) order.push(each.target);
          } else if (each.what === 'take') {
            const free = order.find(
              (name) => !held.has(name) || now - (held.get(name)?.beatMs ?? 0) > leaseMs,
            );
            const lease = await takeNow(queue);
            expect(lease?.lane.targetId).toBe(free);
            if (!lease) continue;
            expect(lease.number).toBeGreaterThan(Math.max(0, ...leases.map(({ number }) => number)));
            leases.push(lease);
            held.set(lease.lane.targetId, { number: lease.number, beatMs: now });
          } else {
            const lease = leases[each.nth];
            if (!lease) continue;
            const { targetId } = lease.lane;
            const isMine = isHeldBy(lease);
            expect(await lease[each.what]()).toBe(isMine);
            if (!isMine) continue;
            if (each.what === 'heartbeat') held.set(targetId, { number: lease.number, beatMs: now });
            else {
              held.delete(targetId);
              order.splice(order.indexOf(targetId), 1);
              if (each.what === 'requeue') order.push(targetId);
            }
          }
          const missing = (await queue.missing(['a', 'b', 'c'].map(lane))).map(({ targetId }) => targetId);
          expect(missing).toEqual(['a', 'b', 'c'].filter((name) => !order.includes(name)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are told apart by run and target, whatever these are called', async () => {
    const queue = createMemoryQueue();
    await queue.enqueue([
      { runId: 'a', targetId: 'b,c' },
      { runId: 'a,b', targetId: 'c' },
    ]);
    expect(await takeNow(queue)).not.toBeNull();
    expect(await takeNow(queue)).not.toBeNull();
    expect(await takeNow(queue)).toBeNull();
  });

  it('are given to nobody who has stopped, and stay for others', async () => {
    const queue = createMemoryQueue();
    await queue.enqueue([lane('a')]);
    expect(await queue.take(gone)).toBeNull();
    expect((await takeNow(queue))?.lane).toEqual(lane('a'));
  });

  it('wake whoever waits when one comes or is given back', async () => {
    const queue = createMemoryQueue(3_600_000);
    const stop = new AbortController();
    const [first, second] = [queue.take(stop.signal), queue.take(stop.signal)];
    await queue.enqueue([lane('a')]);
    const held = await first;
    expect(held?.lane).toEqual(lane('a'));
    await held?.requeue();
    expect((await second)?.lane).toEqual(lane('a'));
  });
});
