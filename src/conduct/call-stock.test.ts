import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LimitStore, RateGrant, RateRequest } from '../contract/limit-store.ts';
import type { ScopeLimits } from '../run/guard/limiter.ts';
import { CallStock, stockMs } from './call-stock.ts';

function stockOf(limits: ScopeLimits, grant: (request: RateRequest) => RateGrant | Error) {
  const asked: RateRequest[] = [];
  const time = { nowMs: 0 };
  const store = {
    async takeCalls(request: RateRequest) {
      asked.push(request);
      const granted = grant(request);
      if (granted instanceof Error) throw granted;
      return granted;
    },
  } as unknown as LimitStore;
  return { stock: new CallStock('model m', limits, store, () => time.nowMs), asked, time };
}
const all = ({ calls }: RateRequest): RateGrant => ({ calls, waitMs: 0 });

it('has room without end where no rate is limited, and makes no request', async () => {
  const { stock, asked } = stockOf({ concurrency: 1 }, () => new Error('nobody asks'));
  expect(stock.hasRoom(1e9)).toBe(true);
  expect(await stock.refill(1000)).toBe(0);
  expect(asked).toEqual([]);
});

describe('of a limited rate', () => {
  it.each([
    [{ requestsPerMinute: 1 }, 1],
    [{ requestsPerMinute: 60 }, 1],
    [{ requestsPerMinute: 480 }, 4],
    [{ requestsPerMinute: 100_000 }, 8],
    [{ tokensPerMinute: 5000 }, 8],
  ])('takes ahead by %j %d calls', async (limits, calls) => {
    const { stock, asked } = stockOf(limits, all);
    expect(stock.hasRoom(0)).toBe(false);
    expect(await stock.refill(100)).toBe(0);
    const { requestsPerMinute = null, tokensPerMinute = null } = limits as ScopeLimits;
    expect(asked).toEqual([
      { scope: 'model m', calls, tokensPerCall: 100, requestsPerMinute, tokensPerMinute, correction: 0 },
    ]);
  });

  it('gives from its stock what was granted, and no call or token more', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 8 }), sizes, async (granted, wanted) => {
        const { stock } = stockOf({ requestsPerMinute: 960 }, () => ({ calls: granted, waitMs: 5 }));
        expect(await stock.refill(100)).toBe(granted > 0 ? 0 : 5);
        const taken = wanted.filter((tokens) => {
          if (!stock.hasRoom(tokens)) return false;
          stock.take(tokens);
          return true;
        });
        expect(taken.length).toBeLessThanOrEqual(granted);
        expect(taken.reduce((sum, tokens) => sum + tokens, 0)).toBeLessThanOrEqual(granted * 100);
      }),
    );
  });

  it('has again what was put back', async () => {
    const { stock } = stockOf({ requestsPerMinute: 120 }, all);
    await stock.refill(100);
    stock.take(100);
    expect(stock.hasRoom(1)).toBe(false);
    stock.putBack(100);
    expect(stock.hasRoom(100)).toBe(true);
  });

  it('counts what was not used in time as used', async () => {
    const { stock, time } = stockOf({ requestsPerMinute: 120 }, all);
    await stock.refill(100);
    time.nowMs = stockMs;
    expect(stock.hasRoom(1)).toBe(true);
    time.nowMs = stockMs + 1;
    expect(stock.hasRoom(1)).toBe(false);
  });

  it('corrects by what calls took beyond their share, less the tokens that are left', async () => {
    const { stock, asked } = stockOf({ requestsPerMinute: 240, tokensPerMinute: 1e6 }, all);
    await stock.refill(100); // 2 calls, 200 tokens
    stock.take(100);
    stock.correct(70);
    await stock.refill(100);
    expect(asked[1]?.correction).toBe(70 - 100);
    await stock.refill(100);
    expect(asked[2]?.correction).toBe(-200);
  });

  it('tells again what was used beyond when the store was away; room given back only once', async () => {
    let isAway = true;
    const { stock, asked } = stockOf({ tokensPerMinute: 1e6 }, (request) =>
      isAway ? new Error('away') : all(request),
    );
    stock.correct(300);
    await expect(stock.refill(100)).rejects.toThrow('away');
    stock.correct(-500);
    await expect(stock.refill(100)).rejects.toThrow('away');
    isAway = false;
    await stock.refill(100);
    expect(asked.map(({ correction }) => correction)).toEqual([300, -200, 0]);
  });
});
