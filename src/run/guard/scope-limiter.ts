/** The limiter of one scope within one process. */
import { longestTimerMs, nowMs } from '../../base/clock.ts';
import type { QuotaReading, QuotaStanding } from '../../contract/quota.ts';
import type { Ask, Lease, Limiter, Refusal, RefusalCause, Scope, ScopeLimits } from './limiter.ts';
import { ProviderQuota } from './provider-quota.ts';
import { RateBucket } from './rate-bucket.ts';

export interface ScopeLimiterOptions {
  limits: ScopeLimits;
  /** Share of the provider's quota that is left to others, 0 to 1. */
  reserveShare: number;
  clock?: () => number;
}

/** Tokens vary from call to call: a bucket holds this share of a minute's at once. */
const tokenBurstShare = 1 / 12;

class ScopeLimiter implements Limiter {
  readonly scope: Scope;
  readonly #most: number;
  readonly #requests: RateBucket | null;
  readonly #tokens: RateBucket | null;
  readonly #quotas = new Map<string, { kind: QuotaReading['kind']; quota: ProviderQuota }>();
  readonly #reserveShare: number;
  readonly #clock: () => number;
  #inFlight = 0;
  #pausedUntilMs = 0;
  #listeners: (() => void)[] = [];

  constructor(scope: Scope, { limits, reserveShare, clock = nowMs }: ScopeLimiterOptions) {
    this.scope = scope;
    this.#most = limits.concurrency ?? Number.POSITIVE_INFINITY;
    this.#requests = limits.requestsPerMinute === undefined ? null : new RateBucket(limits.requestsPerMinute);
    const { tokensPerMinute } = limits;
    this.#tokens =
      tokensPerMinute === undefined
        ? null
        : new RateBucket(tokensPerMinute, { burst: tokensPerMinute * tokenBurstShare });
    this.#reserveShare = reserveShare;
    this.#clock = clock;
  }

  tryAcquire({ tokens }: Ask): Lease | Refusal {
    const now = this.#clock();
    if (this.#pausedUntilMs > now) return this.#refuse('pause', this.#pausedUntilMs);
    if (this.#inFlight >= this.#most) return this.#refuse('concurrency', null);
    const requestsAt = this.#requests?.readyAt(1, now) ?? now;
    if (requestsAt > now) return this.#refuse('requests', requestsAt);
    const tokensAt = this.#tokens?.readyAt(tokens, now) ?? now;
    if (tokensAt > now) return this.#refuse('tokens', tokensAt);
    for (const { kind, quota } of this.#quotas.values()) {
      const at = quota.readyAt(kind === 'requests' ? 1 : tokens, now);
      if (at > now) return this.#refuse('reserve', at);
    }
    return this.#grant(tokens, now);
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
    if (this.#reserveShare <= 0) return;
    for (const reading of readings) {
      const name = `${reading.kind} ${reading.windowMs}`;
      const entry = this.#quotas.get(name) ?? {
        kind: reading.kind,
        quota: new ProviderQuota(this.#reserveShare),
      };
      entry.quota.told(reading, atMs);
      this.#quotas.set(name, entry);
    }
  }

  quota(): QuotaStanding | null {
    let tightest: QuotaStanding | null = null;
    for (const { quota } of this.#quotas.values()) {
      const { standing } = quota;
      if (standing && (!tightest || standing.left / standing.limit < tightest.left / tightest.limit))
        tightest = standing;
    }
    return tightest;
  }

  pause(untilMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, untilMs);
  }

  onRoom(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #refuse(cause: RefusalCause, untilMs: number | null): Refusal {
    return { granted: false, scope: this.scope, cause, untilMs };
  }

  #take(tokens: number, requests: number, now: number): void {
    this.#requests?.take(requests, now);
    this.#tokens?.take(tokens, now);
    for (const { kind, quota } of this.#quotas.values())
      quota.take(kind === 'requests' ? requests : tokens, now);
  }

  #grant(tokens: number, now: number): Lease {
    this.#inFlight++;
    this.#take(tokens, 1, now);
    return {
      granted: true,
      settle: (used) => {
        this.#inFlight--;
        // the provider's own count is in its next reading
        if (used !== null) this.#tokens?.take(used - tokens, this.#clock());
        this.#room();
      },
      cancel: () => {
        this.#inFlight--;
        this.#take(-tokens, -1, this.#clock());
      },
    };
  }

  #room(): void {
    for (const listener of this.#listeners) listener();
  }

  #roomOr(untilMs: number | null, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer =
        untilMs === null
          ? undefined
          : setTimeout(() => go(), Math.min(longestTimerMs, Math.max(0, untilMs - this.#clock())));
      const go = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', go);
        this.#listeners = this.#listeners.filter((listener) => listener !== go);
        resolve();
      };
      this.#listeners.push(go);
      signal.addEventListener('abort', go, { once: true });
    });
  }
}

export function scopeLimiter(scope: Scope, options: ScopeLimiterOptions): Limiter {
  return new ScopeLimiter(scope, options);
}
