/** Whole sweeps in virtual time: what must not be taken for saturation, and what must. */
import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../base/random.ts';
import {
  queueCapacity,
  queueServer,
  rateLimitedServer,
  smoothServer,
  type MadeUpServer,
} from '../../../test/made-up/made-up-server.ts';
import { sweepInVirtualTime } from '../../../test/made-up/sweep-in-virtual-time.ts';
import type { SustainableLoad } from '../../contract/load-report.ts';

const four = { workers: 4, serviceMs: 200 };
const capacity = queueCapacity(four);

function sweepOf(make: (random: Random) => MadeUpServer, entry = {}, slo = {}) {
  const swept = sweepInVirtualTime(
    make(seededRandom('sweep', 3)),
    { from: 1, to: 64, drainSeconds: 10, ...entry },
    3,
    slo,
  );
  return { ...swept, found: swept.target.sustainable as SustainableLoad };
}

describe('a sweep', () => {
  it('takes no failures for saturation that are as many at every rate', () => {
    const { found, target } = sweepOf((random) => queueServer({ ...four, failureShare: 0.13 }, random), {
      to: 16,
    });
    expect(found).toMatchObject({ high: null });
    expect(found.low).toBeGreaterThan(4);
    expect(found.baseline_failure_share).toBeGreaterThan(0.08);
    expect(found.baseline_failure_share).toBeLessThan(0.18);
    expect(target.phases.every(({ state }) => state !== 'saturated')).toBe(true);
  });

  it('finds where a queue begins to grow, below and above its capacity', () => {
    const { found } = sweepOf((random) => queueServer(four, random));
    expect(found.low).toBeLessThan(1.06 * capacity);
    expect(found.low).toBeGreaterThan(0.7 * capacity);
    expect(found.high).toBeGreaterThan(capacity);
    expect(found.high).toBeLessThan(1.4 * capacity);
    expect(found.criterion).toMatchObject({ kind: 'growth', rate: found.high });
  });

  it('names the failure that rises with the rate', () => {
    const { found } = sweepOf((random) => rateLimitedServer(20, random, 0.03));
    expect(found.criterion).toMatchObject({ kind: 'failures', what: 'HTTP 429' });
    expect(found.low).toBeLessThan(22);
    expect(found.high).toBeGreaterThan(20);
  });

  it('goes below its first rate when that is beyond a limit already', () => {
    const { found } = sweepOf((random) => rateLimitedServer(6, random), { from: 16 });
    expect(found.low).toBeGreaterThan(3);
    expect(found.low).toBeLessThan(6.5);
    expect(found.high).toBeGreaterThan(6);
  });

  it('is not taken in by a quota that lets ten seconds of calls through at once', () => {
    const { found } = sweepOf((random) => rateLimitedServer(10, random, 0, 10));
    expect(found.low).toBeLessThan(13);
    expect(found.low).toBeGreaterThan(6);
    expect(found.high).toBeGreaterThan(10);
  });

  it('names the service level that is missed, and takes no long response for a queue', () => {
    const smooth = (random: Random) => smoothServer({ baseMs: 3000, capacity: 40, sigma: 0.2 }, random);
    expect(sweepOf(smooth, { to: 16, durationSeconds: 30 }).found).toMatchObject({
      low: 16,
      high: null,
      end: 'top',
    });
    expect(sweepOf(smooth, {}, { e2eMs: 8000 }).found.criterion).toMatchObject({
      kind: 'latency',
      what: 'p95 response',
      limit: 8000,
    });
  });

  it('does not take cold first calls for a target that is too slow', () => {
    const cold = { ...four, cold: { untilMs: 30_000, factor: 20 } };
    const { found } = sweepOf((random) => queueServer(cold, random), {}, { e2eMs: 2000 });
    expect(found.low).toBeGreaterThan(0.7 * capacity);
  });

  it('says that there is not enough evidence in place of a number', () => {
    const { found, target } = sweepOf((random) => queueServer(four, random), {
      to: 4,
      durationSeconds: 0.5,
      warmupSeconds: 0,
    });
    expect(found).toMatchObject({ low: null, high: null, estimate: null, end: 'evidence' });
    expect(target.max_rate).toBeNull();
  });

  it('ends within its time and says so', () => {
    const { found, seconds } = sweepOf((random) => queueServer(four, random), { maxMinutes: 1 });
    expect(found.end).toBe('budget');
    expect(seconds).toBeLessThan(130);
  });

  it('ends where nothing answers', () => {
    const { found, calls } = sweepOf((random) => queueServer({ ...four, failureShare: 1 }, random));
    expect(found).toMatchObject({ low: null, high: null, end: 'no-answers' });
    expect(calls).toBeLessThan(200);
  });

  it('tells the client’s own limit from the target’s', () => {
    const fast = (random: Random) => queueServer({ workers: 1000, serviceMs: 1000 }, random);
    const { found } = sweepOf(fast, { maxInFlight: 16 });
    expect(found).toMatchObject({ high: null, end: 'client', criterion: { kind: 'not-sent' } });
    expect(found.low).toBeLessThan(20);
    // a target that got slow uses the calls in flight up too
    const slow = sweepOf((random) => queueServer(four, random), { maxInFlight: 64 }).found;
    expect(slow.high).toBeGreaterThan(capacity);
  });
});
