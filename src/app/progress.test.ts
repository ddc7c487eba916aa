import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Progress } from '../contract/progress.ts';
import { meter, type Stage } from './progress.ts';

function watched(stage: Partial<Stage> = {}) {
  let now = 0;
  const told: Progress[] = [];
  const clock = { nowMs: () => now, wallClockMs: () => now };
  const tell = meter(
    { clock, onProgress: (progress) => void told.push(progress) },
    { stage: 'scoring', unit: 'answer', ...stage },
  );
  return {
    told,
    after(ms: number, done: number, fraction?: number) {
      now += ms;
      tell(done, fraction);
      return told.at(-1);
    },
  };
}

it('tells how much is done and how long the rest takes at this pace', () => {
  const { after } = watched({ total: 1000 });
  expect(after(1000, 100)).toEqual({
    stage: 'scoring',
    unit: 'answer',
    done: 100,
    total: 1000,
    fraction: 0.1,
    secondsLeft: 9,
  });
});

it('goes by the pace of the last seconds: what was done before it came is quickly passed', () => {
  const { after } = watched({ total: 1000 });
  after(100, 500);
  for (let second = 0; second < 60; second++) after(1000, 500 + second);
  expect(after(1000, 560)?.secondsLeft).toBeCloseTo(440, 6);
});

it('takes the fraction where the total is not known, and knows no time without either', () => {
  const { after } = watched();
  expect(after(1000, 7)).toMatchObject({ total: null, fraction: null, secondsLeft: null });
  expect(after(1000, 9, 0.25)).toMatchObject({ done: 9, fraction: 0.25, secondsLeft: 6 });
});

it('is silent when it was told a moment ago', () => {
  const { after, told } = watched({ total: 10 });
  for (let i = 1; i <= 10; i++) after(50, i);
  expect(told.map(({ done }) => done)).toEqual([1, 5, 9]);
});

it('never promises a negative or infinite time, nor more than all', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 60_000 }), fc.nat({ max: 500 })), { maxLength: 40 }),
      (steps) => {
        const { after, told } = watched({ total: 5000 });
        let done = 0;
        for (const [ms, more] of steps) after(ms, (done += more));
        for (const { fraction, secondsLeft } of told) {
          expect(fraction).toBeGreaterThanOrEqual(0);
          expect(fraction).toBeLessThanOrEqual(1);
          expect(secondsLeft === null || (secondsLeft >= 0 && Number.isFinite(secondsLeft))).toBe(true);
        }
      },
    ),
  ));
