import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProviderQuota } from './provider-quota.ts';

/** A provider's bucket, shared by us and by others who take at a steady pace. */
function shared(limit: number, othersPerMinute: number, reserved: number, seconds: number) {
  const quota = new ProviderQuota(reserved);
  const perMs = limit / 60_000;
  let level = limit;
  let others = 0;
  let refusedOthers = 0;
  let ours = 0;
  let least = limit;
  const answers: { atMs: number; remaining: number; comesMs: number }[] = [];
  for (let now = 0; now < seconds * 1000; now += 50) {
    level = Math.min(limit, level + 50 * perMs);
    others += (othersPerMinute * 50) / 60_000;
    for (; others >= 1; others--) {
      if (level >= 1) level--;
      else refusedOthers++;
    }
    while (answers[0] && answers[0].comesMs <= now) {
      const { remaining, atMs } = answers.shift() as (typeof answers)[0];
      const resetMs = (limit - remaining) / perMs;
      quota.told({ kind: 'requests', limit, remaining, resetMs, windowMs: 60_000 }, atMs);
    }
    // answers take two seconds, and tell of the instant they began
    for (let i = 0; i < 3 && quota.readyAt(1, now) <= now; i++) {
      quota.take(1, now);
      if (level >= 1) level--;
      ours++;
      answers.push({ atMs: now + 1, remaining: Math.floor(level), comesMs: now + 2000 });
    }
    if (now > 5000) least = Math.min(least, level);
  }
  return { ours, refusedOthers, least, quota };
}

describe('ProviderQuota', () => {
  it('leaves others their share, whatever they take of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 240, max: 2000 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (limit, share) => {
          const { refusedOthers, ours } = shared(limit, limit * share, 0.5, 180);
          expect(refusedOthers).toBe(0);
          // our half a minute, the first readings' delay, and a burst
          expect(ours).toBeLessThanOrEqual((limit / 2) * 3 + limit / 4 + 150);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('uses most of its own share when the others are quiet', () => {
    expect(shared(600, 0, 0.5, 180).ours).toBeGreaterThan(0.8 * 300 * 3);
  });

  it('only now and then asks whether there is room while others take nearly everything', () => {
    const { ours, refusedOthers, least } = shared(600, 590, 0.5, 1800);
    expect(refusedOthers).toBe(0);
    expect(least).toBeGreaterThan(100);
    expect(ours).toBeLessThan(0.4 * 300 * 30);
  });

  it('knows nothing before it is told, and then says when', () => {
    const quota = new ProviderQuota(0.5);
    expect(quota.readyAt(1, 0)).toBe(0);
    expect(quota.left(0)).toBeNull();
    quota.told({ kind: 'requests', limit: 60, remaining: 10, resetMs: 50_000, windowMs: 60_000 }, 0);
    expect(quota.readyAt(1, 0)).toBeGreaterThanOrEqual(20_000);
    expect(quota.left(10_000)).toBeCloseTo(20);
  });

  it('takes an older reading for what it is', () => {
    const quota = new ProviderQuota(0.5);
    quota.told({ kind: 'tokens', limit: 1000, remaining: 900, resetMs: null, windowMs: 60_000 }, 100);
    quota.told({ kind: 'tokens', limit: 1000, remaining: 100, resetMs: null, windowMs: 60_000 }, 50);
    expect(quota.left(100)).toBe(900);
  });
});
