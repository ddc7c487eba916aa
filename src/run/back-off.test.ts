import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptFailure } from '../contract/attempt.ts';
import { errorClasses, retryableClasses } from '../contract/outcome.ts';
import { retryWaitMs } from './back-off.ts';

const failureOf = (more: Partial<AttemptFailure> = {}): AttemptFailure => ({
  class: 'http_5xx',
  message: '',
  httpStatus: 500,
  retryAfterMs: null,
  ...more,
});
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('another attempt', () => {
  it('waits between half of a ceiling and all of it, which doubles up to a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), share, (attempt, drawn) => {
        const wait = retryWaitMs(failureOf(), attempt, 100, () => drawn) as number;
        const ceiling = Math.min(60_000, 500 * 2 ** attempt);
        expect(wait).toBeGreaterThanOrEqual(ceiling / 2);
        expect(wait).toBeLessThanOrEqual(ceiling);
      }),
    );
  });

  it('waits as long as the provider asks, and is not made when that is more than two minutes', () => {
    const wait = (retryAfterMs: number) => retryWaitMs(failureOf({ retryAfterMs }), 0, 2, () => 0.5);
    expect([wait(0), wait(1), wait(120_000), wait(120_001)]).toEqual([0, 1, 120_000, null]);
  });

  it('is made as often as is allowed, and no more', () => {
    const made = (attempt: number, retries: number) =>
      retryWaitMs(failureOf({ retryAfterMs: 1 }), attempt, retries, () => 0) !== null;
    expect([made(0, 0), made(0, 1), made(1, 1), made(1, 2), made(2, 2)]).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  it('is not made after an answer, nor of what cannot pass', () => {
    expect(retryWaitMs(null, 0, 5, () => 0)).toBeNull();
    for (const errorClass of errorClasses)
      expect(retryWaitMs(failureOf({ class: errorClass }), 0, 5, () => 0) !== null, errorClass).toBe(
        retryableClasses.has(errorClass),
      );
  });
});
