import { describe, expect, it } from 'vitest';
import type { ErrorClass } from '../../contract/outcome.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

const ended = (failureClass: ErrorClass | null) => ({
  failure: failureClass && { class: failureClass, message: '', httpStatus: null, retryAfterMs: null },
});

function opened(): CircuitBreaker {
  const breaker = new CircuitBreaker();
  for (let i = 0; i < 10; i++) breaker.ended(ended('http_5xx'), 1000);
  return breaker;
}

describe('CircuitBreaker', () => {
  it('opens when most calls fail, and not before enough were seen', () => {
    const breaker = new CircuitBreaker();
    for (let i = 0; i < 9; i++) breaker.ended(ended('connect'), 0);
    expect(breaker.isOpen).toBe(false);
    breaker.ended(ended(null), 0);
    expect(breaker.isOpen).toBe(true);
    expect(breaker.readyAt(0)).toBe(5000);
  });

  it('opens at six of ten', () => {
    const after = (failed: number) => {
      const breaker = new CircuitBreaker();
      for (let i = 0; i < 10; i++) breaker.ended(ended(i < failed ? 'timeout' : null), 0);
      return breaker.isOpen;
    };
    expect([after(5), after(6)]).toEqual([false, true]);
  });

  it.each(['rate_limit', 'bad_request', 'content_filter', 'auth', 'cancelled', null] as const)(
    'stays closed for %s',
    (failureClass) => {
      const breaker = new CircuitBreaker();
      for (let i = 0; i < 50; i++) breaker.ended(ended(failureClass), 0);
      expect(breaker.isOpen).toBe(false);
    },
  );

  it('lets one call through after the pause; its answer closes it', () => {
    const breaker = opened();
    expect(breaker.readyAt(6000)).toBe(6000);
    breaker.begun();
    expect(breaker.readyAt(6001)).toBeNull();
    breaker.ended(ended(null), 6100);
    expect(breaker.isOpen).toBe(false);
  });

  it('pauses twice as long after each try that fails, up to a minute', () => {
    const breaker = opened();
    const pauses: number[] = [];
    let now = 6000;
    for (let i = 0; i < 6; i++) {
      breaker.begun();
      breaker.ended(ended('timeout'), now);
      const next = breaker.readyAt(now) as number;
      pauses.push(next - now);
      now = next;
    }
    expect(pauses).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
    expect(breaker.failedTries).toBe(6);
    breaker.begun();
    breaker.ended(ended(null), now);
    expect(breaker.failedTries).toBe(0);
  });

  it('tries again when the call that should try was not made', () => {
    const breaker = opened();
    breaker.begun();
    breaker.cancelled();
    expect(breaker.readyAt(6000)).toBe(6000);
  });
});
