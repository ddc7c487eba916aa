/** A limit that several workers keep together: calls go from a small stock that was taken ahead from what they share. */
import { longestTimerMs, nowMs } from '../base/clock.ts';
import type { LimitStore } from '../contract/limit-store.ts';
import type { QuotaReading, QuotaStanding } from '../contract/quota.ts';
import type { Ask, Lease, Limiter, Refusal, RefusalCause, Scope } from '../run/guard/limiter.ts';
import { scopeLimiter, type ScopeLimiterOptions } from '../run/guard/scope-limiter.ts';
import { CallSlots, slotsEveryMs } from './call-slots.ts';
import { CallStock, stockMs } from './call-stock.ts';

const troubleMs = 1000;

export interface SharedLimiter extends Limiter {
  /** Gives its places back. */
  close(): Promise<void>;
}

class StoreLimiter implements SharedLimiter {
  readonly scope: Scope;
  /** Pauses and provider quotas. */
  readonly #own: Limiter;
  readonly #slots: CallSlots;
  readonly #stock: CallStock;
  readonly #clock: () => number;
  readonly #listeners = new Set<() => void>();
  #isRefilling = false;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(scope: Scope, options: ScopeLimiterOptions, store: LimitStore) {
    const { limits, clock = nowMs } = options;
    const name = `${scope.kind} ${scope.name}`;
    this.scope = scope;
    this.#own = scopeLimiter(scope, { ...options, limits: {} });
    this.#slots = new CallSlots(name, limits.concurrency, store);
    this.#stock = new CallStock(name, limits, store, clock);
    this.#clock = clock;
  }

  tryAcquire(ask: Ask): Lease | Refusal {
    const granted = this.#own.tryAcquire(ask);
    if (!granted.granted) return granted;
    const { isFull } = this.#slots;
    if (isFull || !this.#stock.hasRoom(ask.tokens)) {
      granted.cancel();
      return this.#refuse(isFull ? 'concurrency' : 'requests', ask);
    }
    this.#slots.begin();
    this.#stock.take(ask.tokens);
    const end = () => {
      this.#slots.end();
      this.#room();
    };
    return {
      granted: true,
      settle: (tokens) => {
        if (tokens !== null) this.#stock.correct(tokens - ask.tokens);
        granted.settle(tokens);
        end();
      },
      cancel: () => {
        this.#stock.putBack(ask.tokens);
        granted.cancel();
        end();
      },
    };
  }

  async acquire(ask: Ask, signal: AbortSignal): Promise<Lease> {
    for (;;) {
      signal.throwIfAborted();
      const verdict = this.tryAcquire(ask);
      if (verdict.granted) return verdict;
      await this.#roomOr(verdict.untilMs, signal);
    }
  }

  told(readings: readonly QuotaReading[], atMs: number): void {
    this.#own.told(readings, atMs);
  }

  quota(): QuotaStanding | null {
    return this.#own.quota();
  }

  pause(untilMs: number): void {
    this.#own.pause(untilMs);
  }

  onRoom(listener: () => void): void {
    this.#listeners.add(listener);
    this.#own.onRoom(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#slots.close();
  }

  #refuse(cause: RefusalCause, ask: Ask): Refusal {
    if (this.#timer === undefined) this.#refill(ask);
    return { granted: false, scope: this.scope, cause, untilMs: null };
  }

  #refill(ask: Ask): void {
    if (this.#isRefilling || this.#isClosed) return;
    this.#isRefilling = true;
    void this.#tryToRefill(ask)
      .catch(() => troubleMs)
      .then((waitMs) => {
        this.#isRefilling = false;
        return waitMs > 0 ? this.#refillLater(waitMs, ask) : this.#room();
      });
  }

  /** Gives how long to wait before asking again, ms; 0: there is room. */
  async #tryToRefill(ask: Ask): Promise<number> {
    await this.#slots.ask();
    return this.#slots.isFull ? slotsEveryMs / 8 : this.#stock.refill(ask.tokens);
  }

  #refillLater(waitMs: number, ask: Ask): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#refill(ask);
    }, waitMs);
  }

  #room(): void {
    for (const listener of this.#listeners) listener();
  }

  #roomOr(untilMs: number | null, signal: AbortSignal): Promise<void> {
    const waitMs =
      untilMs === null ? stockMs : Math.min(longestTimerMs, Math.max(0, untilMs - this.#clock()));
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        this.#listeners.delete(go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      const timer = setTimeout(go, waitMs);
      this.#listeners.add(go);
      signal.addEventListener('abort', go, { once: true });
    });
  }
}

/** Pauses and provider quotas are this worker's own; rates and calls in flight hold over all. */
export const sharedLimiter = (scope: Scope, options: ScopeLimiterOptions, store: LimitStore): SharedLimiter =>
  new StoreLimiter(scope, options, store);
