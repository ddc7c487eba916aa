/** A limit that several workers keep together: calls go from a small stock that was taken ahead from what they share. */
import { newId } from '../base/id.ts';
import { longestTimerMs, nowMs } from '../base/clock.ts';
import type { LimitStore } from '../contract/limit-store.ts';
import type { Ask, Lease, Limiter, Refusal, RefusalCause, Scope } from '../run/guard/limiter.ts';
import { scopeLimiter, type ScopeLimiterOptions } from '../run/guard/scope-limiter.ts';

/** What is taken ahead is used within a second, or counts as used: a limit may be missed, never passed. */
const stockMs = 1000;
/** Calls taken at once: what two requests a second of one worker need. */
const maxAhead = 8;
const aheadShare = 1 / 120;
const slotsEveryMs = 2000;
const troubleMs = 1000;

export interface SharedLimiter extends Limiter {
  /** Gives its places back. */
  close(): Promise<void>;
}

/** Pauses and provider quotas are this worker's own; rates and calls in flight hold over all. */
export function sharedLimiter(scope: Scope, options: ScopeLimiterOptions, store: LimitStore): SharedLimiter {
  const { limits, clock = nowMs } = options;
  const { concurrency: most, requestsPerMinute = null, tokensPerMinute = null } = limits;
  const name = `${scope.kind} ${scope.name}`;
  const holder = newId();
  const own = scopeLimiter(scope, { ...options, limits: {} });
  const isRated = requestsPerMinute !== null || tokensPerMinute !== null;
  const ahead = Math.max(1, Math.min(maxAhead, Math.floor((requestsPerMinute ?? 960) * aheadShare)));
  const stock = { calls: 0, tokens: 0, takenMs: 0 };
  let slots = most === undefined ? Number.POSITIVE_INFINITY : 0;
  let inFlight = 0;
  let correction = 0;
  let asking = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const listeners = new Set<() => void>();

  const told = () => {
    for (const listener of listeners) listener();
  };
  async function takeSlots(): Promise<void> {
    if (most === undefined) return;
    slots = await store.takeSlots({ scope: name, holder, inFlight, wanted: inFlight + maxAhead, most });
  }
  /** Gives how long to wait before asking again, ms; 0: there is room. */
  async function takeCalls(tokensPerCall: number): Promise<number> {
    if (!isRated) return 0;
    // tokens of the stock that were not used go back
    const corrected = correction - Math.max(0, stock.tokens);
    correction = 0;
    stock.tokens = 0;
    const requirement = { scope: name, calls: ahead, tokensPerCall, requestsPerMinute, tokensPerMinute };
    const { calls, waitMs } = await store.takeCalls({ ...requirement, correction: corrected });
    Object.assign(stock, { calls, tokens: calls * tokensPerCall, takenMs: clock() });
    return calls > 0 ? 0 : waitMs;
  }
  async function tryToRefill(ask: Ask): Promise<number> {
    await takeSlots();
    return inFlight < slots ? takeCalls(ask.tokens) : slotsEveryMs / 8;
  }
  function later(waitMs: number, ask: Ask): void {
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(() => {
      timer = undefined;
      refill(ask);
    }, waitMs);
  }
  function refill(ask: Ask): void {
    if (asking || closed) return;
    asking = true;
    void tryToRefill(ask)
      .catch(() => troubleMs)
      .then((waitMs) => {
        asking = false;
        return waitMs > 0 ? later(waitMs, ask) : told();
      });
  }
  const hasStock = (tokens: number) =>
    !isRated || (stock.calls > 0 && stock.tokens >= tokens && clock() - stock.takenMs <= stockMs);
  const refuse = (cause: RefusalCause, ask: Ask): Refusal => {
    if (timer === undefined) refill(ask);
    return { granted: false, scope, cause, untilMs: null };
  };
  // holders are known by their beats
  const beat = setInterval(() => {
    if (inFlight > 0) void takeSlots().catch(() => undefined);
  }, slotsEveryMs);
  beat.unref();

  function tryAcquire(ask: Ask): Lease | Refusal {
    const granted = own.tryAcquire(ask);
    if (!granted.granted) return granted;
    const isFull = inFlight >= slots;
    if (isFull || !hasStock(ask.tokens)) {
      granted.cancel();
      return refuse(isFull ? 'concurrency' : 'requests', ask);
    }
    inFlight++;
    stock.calls--;
    stock.tokens -= ask.tokens;
    const over = () => {
      inFlight--;
      told();
    };
    return {
      granted: true,
      settle(tokens) {
        if (tokens !== null) correction += tokens - ask.tokens;
        granted.settle(tokens);
        over();
      },
      cancel() {
        stock.calls++;
        stock.tokens += ask.tokens;
        granted.cancel();
        over();
      },
    };
  }
  return {
    scope,
    tryAcquire,
    async acquire(ask, signal) {
      for (;;) {
        signal.throwIfAborted();
        const verdict = tryAcquire(ask);
        if (verdict.granted) return verdict;
        await new Promise<void>((resolve) => {
          const go = () => {
            clearTimeout(wake);
            listeners.delete(go);
            signal.removeEventListener('abort', go);
            resolve();
          };
          const wake = setTimeout(
            go,
            verdict.untilMs === null
              ? stockMs
              : Math.min(longestTimerMs, Math.max(0, verdict.untilMs - clock())),
          );
          listeners.add(go);
          signal.addEventListener('abort', go, { once: true });
        });
      }
    },
    told: (readings, atMs) => own.told(readings, atMs),
    quota: () => own.quota(),
    pause: (untilMs) => own.pause(untilMs),
    onRoom(listener) {
      listeners.add(listener);
      own.onRoom(listener);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(beat);
      if (most !== undefined) await store.leaveSlots(name, holder).catch(() => undefined);
    },
  };
}
