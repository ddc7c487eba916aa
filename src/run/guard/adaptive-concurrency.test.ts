import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AdaptiveConcurrency } from './adaptive-concurrency.ts';

function round(adaptive: AdaptiveConcurrency): number {
  for (let i = adaptive.limit; i > 0; i--) adaptive.answered();
  return adaptive.limit;
}

describe('AdaptiveConcurrency', () => {
  it('doubles each round until it is cut, then grows by one a round', () => {
    const adaptive = new AdaptiveConcurrency(100);
    expect([adaptive.limit, round(adaptive), round(adaptive), round(adaptive)]).toEqual([4, 8, 16, 32]);
    expect(adaptive.isCut).toBe(false);
    expect(adaptive.congested(0, 10)).toBe(true);
    expect(adaptive.limit).toBe(22);
    expect(adaptive.isCut).toBe(true);
    const grown = [round(adaptive), round(adaptive), round(adaptive)];
    expect(grown[2]).toBeGreaterThanOrEqual(24);
    expect(grown[2]).toBeLessThanOrEqual(25);
  });

  it('is cut once by the calls of one round', () => {
    const adaptive = new AdaptiveConcurrency(64);
    round(adaptive);
    expect(adaptive.congested(5, 20)).toBe(true);
    expect(adaptive.congested(6, 21)).toBe(false);
    expect(adaptive.congested(20, 22)).toBe(false);
    expect(adaptive.congested(21, 30)).toBe(true);
  });

  it('stays between one and its ceiling whatever happens', () => {
    const event = fc.oneof(
      fc.constant('ok' as const),
      fc.constant('no' as const),
      fc.integer({ min: 0, max: 50 }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(event, { maxLength: 300 }), (most, events) => {
        const adaptive = new AdaptiveConcurrency(most);
        let ceiling = most;
        events.forEach((what, now) => {
          if (what === 'ok') adaptive.answered();
          else if (what === 'no') adaptive.congested(now, now);
          else adaptive.most = ceiling = Math.max(1, what);
          expect(adaptive.limit).toBeGreaterThanOrEqual(1);
          expect(adaptive.limit).toBeLessThanOrEqual(ceiling);
        });
      }),
    );
  });
});
