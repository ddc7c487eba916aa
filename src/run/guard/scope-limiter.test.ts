import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lease } from './limiter.ts';
import { scopeLimiter } from './scope-limiter.ts';

const scope = { kind: 'target', name: 't' } as const;

function made(limits: Parameters<typeof scopeLimiter>[1]['limits'], reserveShare = 0) {
  const time = { nowMs: 1000 };
  return { time, limiter: scopeLimiter(scope, { limits, reserveShare, clock: () => time.nowMs }) };
}

describe('scopeLimiter', () => {
  it('keeps all three limits whatever comes and goes, and gives room back', () => {
    const step = fc.record({
      waitMs: fc.nat({ max: 4000 }),
      tokens: fc.integer({ min: 1, max: 80 }),
      ends: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 50, maxLength: 120 }), (steps) => {
        const { time, limiter } = made({ concurrency: 3, requestsPerMinute: 30, tokensPerMinute: 1000 });
        const open: Lease[] = [];
        const begun: { at: number; tokens: number }[] = [];
        for (const { waitMs, tokens, ends } of steps) {
          time.nowMs += waitMs;
          if (ends) open.shift()?.settle(null);
          const verdict = limiter.tryAcquire({ tokens });
          if (verdict.granted) {
            open.push(verdict);
            begun.push({ at: time.nowMs, tokens });
          } else if (verdict.untilMs !== null) expect(verdict.untilMs).toBeGreaterThan(time.nowMs);
          expect(open.length).toBeLessThanOrEqual(3);
        }
        for (const { at } of begun) {
          const inMinute = begun.filter((other) => other.at >= at && other.at < at + 60_000);
          expect(inMinute.length).toBeLessThanOrEqual(30);
          expect(inMinute.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(1000);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says what is in the way and until when', () => {
    const { time, limiter } = made({ concurrency: 1, requestsPerMinute: 60 });
    const lease = limiter.tryAcquire({ tokens: 1 }) as Lease;
    expect(limiter.tryAcquire({ tokens: 1 })).toMatchObject({ cause: 'concurrency', untilMs: null });
    lease.settle(1);
    expect(limiter.tryAcquire({ tokens: 1 })).toMatchObject({ cause: 'requests', scope });
    limiter.pause(time.nowMs + 5000);
    expect(limiter.tryAcquire({ tokens: 1 })).toMatchObject({ cause: 'pause', untilMs: time.nowMs + 5000 });
  });

  it('counts what a call truly took', () => {
    const { limiter } = made({ tokensPerMinute: 1200 });
    (limiter.tryAcquire({ tokens: 100 }) as Lease).settle(10);
    expect(limiter.tryAcquire({ tokens: 90 }).granted).toBe(true);
    expect(limiter.tryAcquire({ tokens: 90 })).toMatchObject({ cause: 'tokens' });
  });

  it('takes back what was not sent', () => {
    const { limiter } = made({ concurrency: 1, requestsPerMinute: 60, tokensPerMinute: 600 });
    for (let i = 0; i < 100; i++) {
      const verdict = limiter.tryAcquire({ tokens: 50 });
      expect(verdict.granted).toBe(true);
      (verdict as Lease).cancel();
    }
  });

  it('acquire waits for room, and ends with its signal', async () => {
    const limiter = scopeLimiter(scope, { limits: { concurrency: 1 }, reserveShare: 0 });
    const signal = new AbortController();
    const first = await limiter.acquire({ tokens: 1 }, signal.signal);
    const second = limiter.acquire({ tokens: 1 }, signal.signal);
    const third = limiter.acquire({ tokens: 1 }, signal.signal);
    first.settle(null);
    await second;
    signal.abort(new Error('stop'));
    await expect(third).rejects.toThrow('stop');
  });

  it('leaves the reserved share of a quota alone, and only when told of one', () => {
    const { time, limiter } = made({}, 0.5);
    expect(limiter.tryAcquire({ tokens: 1 }).granted).toBe(true);
    const reading = {
      kind: 'requests',
      limit: 100,
      remaining: 51,
      resetMs: 29_400,
      windowMs: 60_000,
    } as const;
    limiter.told([reading], time.nowMs);
    time.nowMs += 10;
    expect(limiter.tryAcquire({ tokens: 1 }).granted).toBe(true);
    const refusal = limiter.tryAcquire({ tokens: 1 });
    expect(refusal).toMatchObject({ granted: false, cause: 'reserve' });
  });
});
