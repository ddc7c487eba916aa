/** What every LimitStore must do. */
import { describe, expect, it, vi } from 'vitest';
import { newId } from '../../src/base/id.ts';
import type { LimitStore, RateRequest } from '../../src/contract/limit-store.ts';
import type { Lease } from '../../src/run/guard/limiter.ts';
import { sharedLimiter } from '../../src/conduct/shared-limiter.ts';

const requirement = (scope: string, more: Partial<RateRequest>): RateRequest => ({
  scope,
  calls: 4,
  tokensPerCall: 0,
  requestsPerMinute: null,
  tokensPerMinute: null,
  correction: 0,
  ...more,
});

async function takeAll(store: LimitStore, asked: RateRequest, times = 60) {
  const grants = await Promise.all(Array.from({ length: times }, () => store.takeCalls(asked)));
  return { calls: grants.reduce((sum, { calls }) => sum + calls, 0), last: grants.at(-1) };
}

export function describeLimits(name: string, open: () => LimitStore): void {
  describe(`limits: ${name}`, () => {
    it('grants no more calls than a minute may have, however many ask', async () => {
      const store = open();
      const { calls, last } = await takeAll(store, requirement(newId(), { requestsPerMinute: 60 }));
      expect(calls).toBeGreaterThan(3);
      expect(calls).toBeLessThanOrEqual(60);
      expect(last).toMatchObject({ calls: 0 });
      expect(last?.waitMs).toBeGreaterThan(0);
      const other = await store.takeCalls(requirement(newId(), { requestsPerMinute: 60 }));
      expect(other.calls, 'another scope').toBeGreaterThan(0);
    });

    it('grants a call even when a minute may have but one', async () => {
      const { calls } = await takeAll(open(), requirement(newId(), { requestsPerMinute: 1, calls: 1 }), 5);
      expect(calls).toBe(1);
    });

    it('counts tokens, and what calls took beyond them', async () => {
      const store = open();
      const tokens = { tokensPerMinute: 12_000, tokensPerCall: 100 };
      const scope = newId();
      const { calls } = await takeAll(store, requirement(scope, tokens), 40);
      expect(calls).toBeGreaterThan(3);
      expect(calls).toBeLessThanOrEqual(120);
      await store.takeCalls(requirement(scope, { ...tokens, correction: -500 }));
      const owed = newId();
      expect((await store.takeCalls(requirement(owed, { ...tokens, correction: 12_000 }))).calls).toBe(0);
    });

    it('lets a call pass that is larger than all it may take at once', async () => {
      const huge = requirement(newId(), { tokensPerMinute: 1000, tokensPerCall: 5000, calls: 1 });
      const { calls } = await takeAll(open(), huge, 5);
      expect(calls).toBe(1);
    });

    it('grants what is not limited', async () => {
      expect(await open().takeCalls(requirement(newId(), { calls: 7 }))).toEqual({ calls: 7, waitMs: 0 });
    });

    it('shares places for calls in flight, and never takes one that is in use', async () => {
      const store = open();
      const scope = newId();
      const ask = (holder: string, inFlight: number, wanted: number) =>
        store.takeSlots({ scope, holder, inFlight, wanted, most: 4 });
      expect(await ask('a', 0, 8)).toBe(4);
      expect(await ask('b', 0, 8)).toBe(0);
      expect(await ask('a', 3, 8)).toBe(3);
      expect(await ask('b', 0, 8)).toBe(1);
      expect(await ask('a', 0, 8)).toBe(2);
      expect(await ask('b', 1, 8)).toBe(2);
      await store.leaveSlots(scope, 'a');
      expect(await ask('b', 2, 8)).toBe(4);
    });

    it('keeps workers together under a limit on calls in flight, and none of them waits for ever', async () => {
      const store = open();
      const scope = { kind: 'provider', name: newId() } as const;
      const workers = [1, 2, 3].map(() =>
        sharedLimiter(scope, { limits: { concurrency: 3, tokensPerMinute: 1e7 }, reserveShare: 0 }, store),
      );
      let inFlight = 0;
      let most = 0;
      const done = workers.map(async (limiter) => {
        for (let i = 0; i < 4; i++) {
          const lease: Lease = await limiter.acquire({ tokens: 10 }, AbortSignal.timeout(15_000));
          most = Math.max(most, ++inFlight);
          await new Promise((resolve) => setTimeout(resolve, 5));
          inFlight--;
          lease.settle(12);
        }
        await limiter.close();
      });
      await Promise.all(done);
      expect(most).toBeLessThanOrEqual(3);
    });

    it('tells those who were refused when there is room', async () => {
      const limiter = sharedLimiter(
        { kind: 'key', name: newId() },
        { limits: { requestsPerMinute: 600 }, reserveShare: 0 },
        open(),
      );
      const room = vi.fn<() => void>();
      limiter.onRoom(room);
      expect(limiter.tryAcquire({ tokens: 1 })).toMatchObject({ granted: false, cause: 'requests' });
      await vi.waitFor(() => expect(room).toHaveBeenCalled());
      const lease = limiter.tryAcquire({ tokens: 1 });
      expect(lease.granted).toBe(true);
      limiter.pause(Number.MAX_VALUE);
      expect(limiter.tryAcquire({ tokens: 1 })).toMatchObject({ granted: false, cause: 'pause' });
      await limiter.close();
    });
  });
}
