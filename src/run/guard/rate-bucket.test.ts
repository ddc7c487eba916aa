import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateBucket } from './rate-bucket.ts';

/** Takes as early as it may, with pauses in between; gives when, and how much. */
function drive(bucket: RateBucket, amounts: number[], pauses: number[]): [atMs: number, amount: number][] {
  let nowMs = 0;
  return amounts.map((amount, i) => {
    nowMs += pauses[i % pauses.length] ?? 0;
    nowMs = bucket.readyAt(amount, nowMs);
    bucket.take(amount, nowMs);
    return [nowMs, amount];
  });
}

const maxInWindow = (taken: [number, number][], windowMs: number) =>
  Math.max(
    ...taken.map(([from]) =>
      taken.reduce((sum, [at, amount]) => sum + (at >= from && at < from + windowMs ? amount : 0), 0),
    ),
  );

const pauses = fc.array(fc.nat({ max: 30_000 }), { minLength: 1, maxLength: 5 });

describe('RateBucket', () => {
  it('never passes the limit in any window, whatever the pauses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), pauses, (limit, pauses) => {
        const ones = Array.from({ length: 2 * limit + 5 }, () => 1);
        expect(maxInWindow(drive(new RateBucket(limit), ones, pauses), 60_000)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 60 },
    );
  });

  it('lets one request beyond the burst through alone, and passes the limit by no more than that', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 20, maxLength: 60 }), (amounts) => {
        const bucket = new RateBucket(1000, { burst: 200 });
        expect(maxInWindow(drive(bucket, amounts, [0]), 60_000)).toBeLessThanOrEqual(1000 + 500 - 200);
      }),
      { numRuns: 60 },
    );
  });

  it('uses nearly all of the limit when asked without a pause', () => {
    const taken = drive(
      new RateBucket(120),
      Array.from({ length: 600 }, () => 1),
      [0],
    );
    const minutes = (taken.at(-1)?.[0] ?? 0) / 60_000;
    expect(600 / minutes).toBeGreaterThan(118);
  });

  it('gives back what was not used', () => {
    const bucket = new RateBucket(60);
    bucket.take(1, 0);
    expect(bucket.readyAt(1, 0)).toBeGreaterThan(900);
    bucket.take(-1, 0);
    expect(bucket.readyAt(1, 0)).toBe(0);
  });
});
