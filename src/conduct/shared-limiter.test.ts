import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { useFakeClock } from '../../test/fake-clock.ts';
import { nowMs } from '../base/clock.ts';
import type { LimitStore, RateRequest, SlotRequest } from '../contract/limit-store.ts';
import type { ScopeLimits } from '../run/guard/limiter.ts';
import { sharedLimiter } from './shared-limiter.ts';

useFakeClock();

const never = new AbortController().signal;

/** Grants what is left of a budget of calls and places; notes what it was asked. */
function storeOf({ calls = Infinity, slots = Infinity }: { calls?: number; slots?: number } = {}) {
  const rates: RateRequest[] = [];
  const places: SlotRequest[] = [];
  const left: string[] = [];
  const state = { calls, slots, failure: null as Error | null };
  const store: LimitStore = {
    async takeCalls(wanted) {
      rates.push(wanted);
      if (state.failure) throw state.failure;
      const granted = Math.min(wanted.calls, state.calls);
      state.calls -= granted;
      return { calls: granted, waitMs: granted === wanted.calls ? 0 : 400 };
    },
    async takeSlots(wanted) {
      places.push(wanted);
      if (state.failure) throw state.failure;
      return Math.min(wanted.wanted, state.slots, wanted.most);
    },
    async leaveSlots(scope, holder) {
      left.push(`${scope} ${holder}`);
    },
  };
  return { store, state, rates, places, left };
}

const scope = { kind: 'provider', name: 'p' } as const;
const limiterOf = (limits: ScopeLimits, store: LimitStore) =>
  sharedLimiter(scope, { limits, reserveShare: 0 }, store);
const tick = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('a rate that is shared', () => {
  it('is refused until a stock has come, then given from it, and never beyond it', async () => {
    const { store, rates } = storeOf();
    const limiter = limiterOf({ requestsPerMinute: 240, tokensPerMinute: 6000 }, store);
    const ask = { tokens: 50 };
    expect(limiter.tryAcquire(ask)).toMatchObject({ granted: false, cause: 'requests', untilMs: null });
    await tick();
    // 240 a minute are two in a half second
    expect(rates).toEqual([
      {
        scope: 'provider p',
        calls: 2,
        tokensPerCall: 50,
        requestsPerMinute: 240,
        tokensPerMinute: 6000,
        correction: 0,
      },
    ]);
    expect([1, 2, 3].map(() => limiter.tryAcquire(ask).granted)).toEqual([true, true, false]);
    await limiter.close();
  });

  it('counts what was taken ahead as used after a second', async () => {
    const { store, rates } = storeOf();
    const limiter = limiterOf({ requestsPerMinute: 240 }, store);
    limiter.tryAcquire({ tokens: 0 });
    await tick();
    await tick(1001);
    expect(limiter.tryAcquire({ tokens: 0 }).granted).toBe(false);
    await tick();
    expect(rates).toHaveLength(2);
    expect(limiter.tryAcquire({ tokens: 0 }).granted).toBe(true);
    await limiter.close();
  });

  it('tells the store what calls took beyond their estimate, and gives back what was left of it', async () => {
    const { store, rates } = storeOf();
    const limiter = limiterOf({ tokensPerMinute: 60_000 }, store);
    limiter.tryAcquire({ tokens: 100 });
    await tick();
    const lease = await limiter.acquire({ tokens: 100 }, never);
    lease.settle(340);
    // larger than all that is left of the stock: asked for again
    expect(limiter.tryAcquire({ tokens: 1e6 }).granted).toBe(false);
    await tick();
    const taken = (rates[0] as RateRequest).calls * 100;
    expect(rates[1]?.correction).toBe(240 - (taken - 100));
    await limiter.close();
  });

  it('does not forget what was used beyond while the store cannot be reached', async () => {
    const { store, state, rates } = storeOf();
    const limiter = limiterOf({ tokensPerMinute: 60_000 }, store);
    limiter.tryAcquire({ tokens: 10 });
    await tick();
    const stock = (rates[0] as RateRequest).calls * 10;
    (await limiter.acquire({ tokens: 10 }, never)).settle(5010);
    state.failure = new Error('gone');
    limiter.tryAcquire({ tokens: 1e6 });
    await tick();
    state.failure = null;
    await tick(1000);
    const corrections = rates.slice(1).map(({ correction }) => correction);
    expect(corrections).toEqual([5000 - (stock - 10), 5000 - (stock - 10)]);
    await limiter.close();
  });

  it('comes back to the stock when a call did not go', async () => {
    const { store, rates } = storeOf();
    const limiter = limiterOf({ requestsPerMinute: 120 }, store);
    limiter.tryAcquire({ tokens: 7 });
    await tick();
    for (let i = 0; i < 5; i++) {
      const lease = limiter.tryAcquire({ tokens: 7 });
      expect(lease.granted).toBe(true);
      if (lease.granted) lease.cancel();
    }
    expect(rates).toHaveLength(1);
    await limiter.close();
  });

  it('is waited for as long as the store says', async () => {
    const { store, state, rates } = storeOf({ calls: 0 });
    const limiter = limiterOf({ requestsPerMinute: 60 }, store);
    const room = vi.fn<() => void>();
    limiter.onRoom(room);
    limiter.tryAcquire({ tokens: 0 });
    await tick();
    expect(rates).toHaveLength(1);
    await tick(399);
    expect(rates).toHaveLength(1);
    state.calls = 1;
    await tick(1);
    expect(rates).toHaveLength(2);
    expect(room).toHaveBeenCalledTimes(1);
    await limiter.close();
  });

  it('never grants more calls than the store gave, whatever comes and goes', async () => {
    const step = fc.constantFrom('ask', 'settle', 'cancel', 'wait');
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 12 }),
        async (steps, calls) => {
          const { store } = storeOf({ calls });
          const limiter = limiterOf({ requestsPerMinute: 240 }, store);
          const open: { settle(tokens: number | null): void; cancel(): void }[] = [];
          let went = 0;
          for (const what of steps) {
            if (what === 'wait') await tick(300);
            const lease = what === 'ask' ? limiter.tryAcquire({ tokens: 1 }) : null;
            if (lease?.granted) {
              open.push(lease);
              went++;
            }
            if (what === 'settle') open.pop()?.settle(1);
            if (what === 'cancel' && open.length > 0) {
              open.pop()?.cancel();
              went--;
            }
          }
          expect(went).toBeLessThanOrEqual(calls);
          await limiter.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('calls in flight that are shared', () => {
  it('wait for places, give them back, and are known by a heartbeat', async () => {
    const { store, places, left } = storeOf({ slots: 1 });
    const limiter = limiterOf({ concurrency: 3 }, store);
    expect(limiter.tryAcquire({ tokens: 0 })).toMatchObject({ granted: false, cause: 'concurrency' });
    await tick();
    expect(places).toEqual([
      { scope: 'provider p', holder: expect.any(String), inFlight: 0, wanted: 8, most: 3 },
    ]);
    const lease = await limiter.acquire({ tokens: 0 }, never);
    expect(limiter.tryAcquire({ tokens: 0 })).toMatchObject({ granted: false, cause: 'concurrency' });
    const before = places.length;
    await tick(2000);
    expect(places.length).toBeGreaterThan(before);
    expect(places.at(-1)?.inFlight).toBe(1);
    lease.settle(null);
    expect(limiter.tryAcquire({ tokens: 0 }).granted).toBe(true);
    await limiter.close();
    expect(left).toEqual([`provider p ${places[0]?.holder}`]);
    const asked = places.length;
    await tick(10_000);
    expect(places).toHaveLength(asked);
  });

  it('are waited for by several, who all get their turn', async () => {
    const { store } = storeOf({ slots: 2 });
    const limiter = limiterOf({ concurrency: 2 }, store);
    let inFlight = 0;
    let most = 0;
    const turns = Array.from({ length: 9 }, async () => {
      const lease = await limiter.acquire({ tokens: 1 }, never);
      most = Math.max(most, ++inFlight);
      await new Promise<void>((resolve) => void setTimeout(resolve, 30));
      inFlight--;
      lease.settle(1);
    });
    await tick(1000);
    await Promise.all(turns);
    expect(most).toBe(2);
    await limiter.close();
  });
});

describe('a limiter whose store cannot be reached', () => {
  it('sends nothing, and tries again every second', async () => {
    const { store, state, places } = storeOf();
    state.failure = new Error('gone');
    const limiter = limiterOf({ concurrency: 5 }, store);
    expect(limiter.tryAcquire({ tokens: 0 }).granted).toBe(false);
    await tick();
    await tick(3000);
    expect(places).toHaveLength(4);
    expect(limiter.tryAcquire({ tokens: 0 }).granted).toBe(false);
    state.failure = null;
    await tick(1000);
    expect(limiter.tryAcquire({ tokens: 0 }).granted).toBe(true);
    await limiter.close();
  });
});

describe('a limiter of its own', () => {
  it('asks the store nothing where nothing is limited', async () => {
    const { store, rates, places } = storeOf();
    const limiter = limiterOf({}, store);
    expect(limiter.tryAcquire({ tokens: 1e9 }).granted).toBe(true);
    await tick(5000);
    await limiter.close();
    expect([rates, places]).toEqual([[], []]);
  });

  it('keeps silent while its provider wants that, and takes nothing of the stock meanwhile', async () => {
    const { store, places } = storeOf();
    const limiter = limiterOf({ concurrency: 1 }, store);
    limiter.pause(nowMs() + 500);
    expect(limiter.tryAcquire({ tokens: 0 })).toMatchObject({ granted: false, cause: 'pause' });
    expect(places).toEqual([]);
    const waiting = limiter.acquire({ tokens: 0 }, never);
    await tick(499);
    expect(places).toEqual([]);
    await tick(1);
    expect((await waiting).granted).toBe(true);
    await limiter.close();
  });

  it('ends waiting when that is asked, with its reason', async () => {
    const { store } = storeOf({ slots: 0 });
    const limiter = limiterOf({ concurrency: 1 }, store);
    const stop = new AbortController();
    const waiting = limiter.acquire({ tokens: 0 }, stop.signal);
    await tick(100);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(limiter.acquire({ tokens: 0 }, stop.signal)).rejects.toThrow('enough');
    await limiter.close();
  });
});
