/**
 * The socket of a limit. A call passes the limiters of every scope it belongs to: its target, its model (provider, model and
 * key: what a provider counts together), its provider, its key. Each scope has exactly one limiter, whoever sends.
 *
 * To share a scope between workers, implement `Limiter` over something they share. `tryAcquire` never waits, so such a limiter
 * keeps a small stock taken ahead (slots, requests and tokens of the next second or so), gives from it, refuses with
 * `untilMs: null` when it is used up, and calls the listeners of `onRoom` when new stock has come. `scopeLimiter` is the one
 * for a single process.
 */

import type { QuotaReading, QuotaStanding } from '../../contract/quota.ts';

export type ScopeKind = 'target' | 'model' | 'provider' | 'key';

export interface Scope {
  kind: ScopeKind;
  /** Target id; `provider/model` and the key's variable; provider id; variable that holds the key. Never a key. */
  name: string;
}

/** What is left out is not limited. */
export interface ScopeLimits {
  /** Calls in flight. */
  concurrency?: number | undefined;
  /** Calls begun in any 60 s. */
  requestsPerMinute?: number | undefined;
  /** Input and output tokens of calls begun in any 60 s. */
  tokensPerMinute?: number | undefined;
}

/** A call that wants to go. */
export interface Ask {
  /** Input and output, at most. */
  tokens: number;
}

export type RefusalCause = 'concurrency' | 'requests' | 'tokens' | 'reserve' | 'pause';

/** `reserve`: the rest of the quota is left to others; `pause`: the provider asked to wait. */
export interface Refusal {
  granted: false;
  scope: Scope;
  cause: RefusalCause;
  /** Monotonic clock: not before; `null`: when `onRoom` is called. */
  untilMs: number | null;
}

/** Room taken for one call. Exactly one of the two is called, once. */
export interface Lease {
  granted: true;
  /** The call is over. `tokens`: what it took; `null`: unknown, what was asked for stands. */
  settle(tokens: number | null): void;
  /** The call did not go: as if never asked. */
  cancel(): void;
}

export interface Limiter {
  readonly scope: Scope;
  /** Takes room for one call if there is room now. */
  tryAcquire(ask: Ask): Lease | Refusal;
  /** The same, waiting for room. Rejects with the signal's reason when it is aborted first. */
  acquire(ask: Ask, signal: AbortSignal): Promise<Lease>;
  /** What a response said of the quota; `atMs`: when its headers came, monotonic clock. */
  told(readings: readonly QuotaReading[], atMs: number): void;
  /** The quota that is nearest to its end; `null`: the provider told of none, or nothing of it is to be left. */
  quota(): QuotaStanding | null;
  /** The provider wants silence until then, monotonic clock. */
  pause(untilMs: number): void;
  /** Called whenever room may have come back that no `untilMs` foretold. */
  onRoom(listener: () => void): void;
}
