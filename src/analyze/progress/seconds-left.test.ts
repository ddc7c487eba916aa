import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LaneState } from '../../contract/lane.ts';
import type { Run } from '../../contract/run.ts';
import { Pace, secondsLeft } from './seconds-left.ts';

const paceOf = (ends: number[]) => {
  const pace = new Pace();
  for (const started_at_ms of ends) pace.add({ started_at_ms, e2e_ms: null });
  return pace;
};
/** One sample every `stepMs`, from 0. */
const steady = (count: number, stepMs: number) =>
  paceOf(Array.from({ length: count }, (_, i) => (i + 1) * stepMs));

const runOf = (states: Record<string, LaneState> = {}, more: Partial<Run> = {}) =>
  ({
    started_at_ms: 0,
    lanes: Object.entries(states).map(([target_id, state]) => ({ target_id, changes: [{ state }] })),
    ...more,
  }) as unknown as Run;

describe('secondsLeft', () => {
  const fast = { id: 'fast', left: 10, pace: steady(10, 100) };
  const slow = { id: 'slow', left: 10, pace: steady(1, 1000) };

  it('is that of the slowest, each at its own pace', () => {
    const { byTarget, whole } = secondsLeft(runOf(), [fast, slow], 1000);
    expect(Object.fromEntries(byTarget)).toEqual({ fast: 1, slow: 10 });
    expect(whole).toBe(10);
  });

  it('leaves out who is down or makes no more calls', () => {
    for (const state of ['broken', 'set_aside', 'ended'] as const)
      expect(secondsLeft(runOf({ slow: state }), [fast, slow], 1000).whole).toBe(1);
    expect(secondsLeft(runOf({ slow: 'waiting' }), [fast, slow], 1000).whole).toBe(10);
    const { byTarget } = secondsLeft(runOf({ slow: 'broken', fast: 'ended' }), [fast, slow], 1000);
    expect(Object.fromEntries(byTarget)).toEqual({ fast: 0, slow: null });
  });

  it('is unknown when all that is left is down, or has settled nothing yet', () => {
    expect(secondsLeft(runOf({ slow: 'broken' }), [slow], 1000).whole).toBeNull();
    expect(secondsLeft(runOf(), [fast, { id: 'new', left: 5, pace: new Pace() }], 1000).whole).toBeNull();
    expect(secondsLeft(runOf(), [{ ...fast, left: 0 }], 1000).whole).toBeNull();
  });

  it('counts what this go has settled, not what earlier ones have', () => {
    const run = runOf({}, { continued_at_ms: [5000, 100_000] });
    const pace = paceOf([100, 200, 300, 101_000]);
    expect(secondsLeft(run, [{ id: 'a', left: 3, pace }], 102_000).whole).toBe(6);
    expect(secondsLeft(run, [{ id: 'a', left: 3, pace: paceOf([100]) }], 102_000).whole).toBeNull();
  });
});

describe('Pace', () => {
  it('follows a change: what was before the last samples is forgotten', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 1000 }), (slowly, stepMs) => {
        const before = Array.from({ length: slowly }, (_, i) => (i + 1) * 10_000);
        const start = slowly * 10_000;
        const after = Array.from({ length: 64 }, (_, i) => start + (i + 1) * stepMs);
        const seconds = paceOf([...before, ...after]).secondsFor(7, 0, start + 64 * stepMs);
        expect(seconds).toBeCloseTo((7 * stepMs) / 1000, 9);
      }),
    );
  });
});
