import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SteadyWindow } from './steady-window.ts';

/** `lanes` calls at once, each begins when the one before it ends. */
function carryOut(durations: number[], lanes: number) {
  const window = new SteadyWindow();
  const free = Array.from({ length: lanes }, () => 0);
  for (const duration of durations) {
    const lane = free.indexOf(Math.min(...free));
    window.begin(free[lane] as number);
    free[lane] = (free[lane] as number) + duration;
    window.end(free[lane] as number, 10);
  }
  return window.rates();
}

describe('SteadyWindow', () => {
  it('is worked by hand: opening and end are in no rate', () => {
    const window = new SteadyWindow();
    for (const start of [1000, 1000, 2000, 2500, 3000]) window.begin(start);
    // the last two end after the last start
    for (const end of [2000, 2500, 3000, 9000, 9500]) window.end(end, 20);
    expect(window.rates()).toEqual({ req_s: 1.5, tok_s: 30 });
  });

  it('counts warm-up calls that end in it, and not those that end before', () => {
    const window = new SteadyWindow();
    window.end(900, 20);
    window.begin(1000);
    window.end(1500, 20);
    window.begin(2000);
    window.end(2800, 20);
    expect(window.rates()).toEqual({ req_s: 1, tok_s: 20 });
  });

  it('knows no tokens when one answer has none, and nothing without an answer in it', () => {
    const window = new SteadyWindow();
    expect(window.rates()).toBeNull();
    window.begin(0);
    window.begin(1000);
    expect(window.rates()).toBeNull();
    window.end(500, null);
    expect(window.rates()).toEqual({ req_s: 1, tok_s: null });
  });

  it('finds the pace of equal calls exactly, however long the last ones take', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 20 }), (lanes, rounds) => {
        const durations = Array.from({ length: lanes * rounds }, (_, i) =>
          i < lanes * (rounds - 1) ? 100 : 5000,
        );
        expect(carryOut(durations, lanes)?.req_s).toBeCloseTo(lanes * 10, 6);
      }),
    );
  });
});
