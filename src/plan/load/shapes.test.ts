import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoadPhase } from '../../contract/load.ts';
import { phaseVerdict } from '../../../test/made-up/phase-verdict.ts';
import { planLoad } from './plan-load.ts';
import { shapes } from './shapes.ts';

const phaseOf = (shape: string, options: Record<string, unknown>, seed = 1): LoadPhase => {
  const plan = planLoad({ shape, durationSeconds: 20, warmupSeconds: 0, ...options }, seed);
  return plan.nextPhase(0, []) as LoadPhase;
};
const gapsOf = (times: number[]) => times.slice(1).map((at, i) => at - (times[i] as number));

const rate = fc.double({ min: 0.5, max: 400, noNaN: true });
const open: fc.Arbitrary<[string, Record<string, unknown>]> = fc.oneof(
  rate.map((rate) => ['constant-rate', { rate }] as [string, object]),
  rate.map((rate) => ['poisson', { rate }] as [string, object]),
  fc.tuple(rate, fc.double({ min: 0.2, max: 20, noNaN: true })).map(([rate, k]) => ['gamma', { rate, k }]),
  fc.tuple(rate, rate).map(([from, to]) => ['ramp', { from, to }]),
  fc
    .array(fc.record({ seconds: fc.integer({ min: 1, max: 9 }), rate, to: rate }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((stages) => ['stages', { stages }]),
  fc
    .tuple(
      fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 2, maxLength: 50 }),
      fc.constantFrom(0.5, 1, 4),
    )
    .map(([times, speed]) => ['trace-replay', { times, speed }]),
  rate.map((rate) => ['sessions', { rate, turns: 3 }] as [string, object]),
) as fc.Arbitrary<[string, Record<string, unknown>]>;

describe('every shape with arrivals', () => {
  it('keeps order, stays inside its time, and is the same again with the same seed', () => {
    fc.assert(
      fc.property(open, fc.integer({ min: 0, max: 1e6 }), ([shape, options], seed) => {
        const phase = phaseOf(shape, options, seed);
        const times = phase.arrivals as number[];
        expect(gapsOf(times).every((gap) => gap >= 0)).toBe(true);
        const end = phase.warmupMs + phase.measureMs;
        expect(times.every((at) => at >= 0 && at < end + 1e-6)).toBe(true);
        expect(phaseOf(shape, options, seed).arrivals).toEqual(times);
      }),
      { numRuns: 150 },
    );
  });

  it('is one phase, apart from a sweep', () => {
    fc.assert(
      fc.property(open, ([shape, options]) => {
        const done = phaseVerdict({});
        expect(planLoad({ shape, ...options }, 1).nextPhase(0, [done])).toBeNull();
      }),
      { numRuns: 30 },
    );
  });
});

describe('rates', () => {
  it('constant-rate: the n-th call at exactly n/rate', () => {
    const times = phaseOf('constant-rate', { rate: 300, durationSeconds: 60 }).arrivals as number[];
    expect(times).toHaveLength(18_000);
    expect(times[17_999]).toBe((17_999 * 1000) / 300);
  });

  it('poisson: as many as expected, within five standard deviations, with gaps of CV 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 300 }), fc.integer(), (rate, seed) => {
        const times = phaseOf('poisson', { rate }, seed).arrivals as number[];
        expect(Math.abs(times.length - rate * 20)).toBeLessThan(5 * Math.sqrt(rate * 20));
      }),
      { numRuns: 40 },
    );
    expect(variation(gapsOf(phaseOf('poisson', { rate: 400 }).arrivals as number[]))).toBeCloseTo(1, 1);
  });

  it.each([0.25, 1, 4, 25])('gamma with k %d: mean 1/rate, CV 1/√k', (k) => {
    const gaps = gapsOf(phaseOf('gamma', { rate: 200, k, durationSeconds: 100 }).arrivals as number[]);
    expect(mean(gaps) / 5).toBeCloseTo(1, 1);
    expect(variation(gaps) * Math.sqrt(k)).toBeCloseTo(1, 1);
  });

  it('ramp: the integral of the rate, quarter by quarter', () => {
    const times = phaseOf('ramp', { from: 10, to: 90 }).arrivals as number[];
    const quarter = (n: number) => times.filter((at) => at >= n * 5000 && at < (n + 1) * 5000).length;
    // 10 → 30 → 50 → 70 → 90 calls per second, five seconds each
    for (const [n, calls] of [100, 200, 300, 400].entries())
      expect(Math.abs(quarter(n) - calls)).toBeLessThan(2);
  });

  it('stages: a fraction left over counts in the next stage', () => {
    const stages = [
      { seconds: 1, rate: 0.5 },
      { seconds: 1, rate: 0.5 },
      { seconds: 2, rate: 2 },
    ];
    expect(phaseOf('stages', { stages }).arrivals).toEqual([0, 2000, 2500, 3000, 3500]);
  });

  it('trace-replay: sorted, from the first, at its speed', () => {
    const options = { times: [7, 5, 6], unit: 's', speed: 2 };
    expect(phaseOf('trace-replay', options).arrivals).toEqual([0, 500, 1000]);
  });
});

describe('what is wrong is said', () => {
  const messageOf = (entry: Parameters<typeof planLoad>[0]): unknown => {
    try {
      return planLoad(entry, 1);
    } catch (error) {
      return (error as { problems: unknown[] }).problems[0];
    }
  };

  it('names the shapes there are', () => {
    expect(messageOf({ shape: 'spike' })).toMatchObject({
      message: 'There is no load shape "spike".',
      expected: expect.stringContaining('closed-loop'),
    });
  });

  it('names the option', () => {
    expect(messageOf({ shape: 'poisson', rate: -1 })).toMatchObject({ path: 'rate' });
    expect(messageOf({ shape: 'poisson', rate: 1, speed: 2 })).toMatchObject({
      message: expect.stringContaining('speed'),
    });
  });

  it('has a word and a line for each, once', () => {
    expect(new Set(shapes.map(({ word }) => word)).size).toBe(shapes.length);
    for (const { summary } of shapes) expect(summary.length).toBeGreaterThan(10);
  });
});

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variation(values: number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) / middle;
}
