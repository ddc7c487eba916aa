import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQuota } from './quota.ts';

describe('createQuota', () => {
  it('lets ten seconds’ worth through at once, then at its rate', () => {
    const quota = createQuota(60);
    const waits = Array.from({ length: 11 }, () => quota.take(0).waitMs);
    expect(waits.slice(0, 10).every((wait) => wait === 0)).toBe(true);
    expect(waits[10]).toBe(1000);
    expect(quota.take(500).waitMs).toBe(500);
    expect(quota.take(1000)).toMatchObject({
      waitMs: 0,
      state: { limit: 60, remaining: 0, resetMs: 10_000 },
    });
  });

  it('never lets more through than it holds and gains', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }),
        (rpm, gaps) => {
          const quota = createQuota(rpm);
          let now = 0;
          let taken = 0;
          for (const gap of gaps) {
            now += gap;
            if (quota.take(now).waitMs === 0) taken += 1;
          }
          expect(taken).toBeLessThanOrEqual(Math.ceil(rpm / 6) + (now * rpm) / 60_000 + 1e-6);
        },
      ),
    );
  });

  it('keeps its word about the wait', () => {
    const quota = createQuota(7);
    let now = 0;
    while (quota.take(now).waitMs === 0);
    const { waitMs } = quota.take(now);
    now += waitMs + 0.001;
    expect(quota.take(now).waitMs).toBe(0);
  });
});
