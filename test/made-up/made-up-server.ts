/** Servers under load in virtual time, with a sustainable load that is known: what each call of a schedule would have come to. */
import { normal, type Random } from '../../src/base/random.ts';
import type { LoadRow } from '../../src/analyze/load/load-row.ts';

export interface MadeUpServer {
  /** What a call that arrives at this instant (ms) comes to; asked in the order of arrival. */
  call(atMs: number): {
    outcome: LoadRow['outcome'];
    httpStatus?: number;
    responseMs: number;
    ttftMs: number;
  };
}

export interface QueueOptions {
  /** Calls served at once. */
  workers: number;
  /** Median service time, and its spread (sigma of the logarithm). */
  serviceMs: number;
  sigma?: number;
  /** Share of calls that fail whatever the load is. */
  failureShare?: number;
  /** Calls of the first so many ms take so many times as long. */
  cold?: { untilMs: number; factor: number };
  /** After so many calls waited, service is slower for a while. */
  slowAfter?: { waiting: number; factor: number; lastsMs: number };
}

const answered = (responseMs: number, ttftMs = responseMs / 2) => ({
  outcome: 'ok' as const,
  responseMs,
  ttftMs,
});
const failed = (httpStatus: number, responseMs = 20) => ({
  outcome: httpStatus === 429 ? ('rate_limited' as const) : ('error' as const),
  httpStatus,
  responseMs,
  ttftMs: responseMs,
});

/** First come, first served, by so many workers. Capacity: `queueCapacity`. */
export function queueServer(options: QueueOptions, random: Random): MadeUpServer {
  const { workers, serviceMs, sigma = 0.3, failureShare = 0, cold, slowAfter } = options;
  const freeAt = new Float64Array(workers);
  let slowUntil = 0;
  return {
    call(atMs) {
      if (random() < failureShare) return failed(500);
      let first = 0;
      for (let i = 1; i < workers; i++) if ((freeAt[i] as number) < (freeAt[first] as number)) first = i;
      const begins = Math.max(atMs, freeAt[first] as number);
      if (slowAfter && begins - atMs > slowAfter.waiting) slowUntil = begins + slowAfter.lastsMs;
      const factor =
        (cold && atMs < cold.untilMs ? cold.factor : 1) *
        (slowAfter && begins < slowUntil ? slowAfter.factor : 1);
      const service = serviceMs * factor * Math.exp(sigma * normal(random));
      freeAt[first] = begins + service;
      return answered(begins + service - atMs, begins - atMs + service / 2);
    },
  };
}

export const queueCapacity = ({ workers, serviceMs, sigma = 0.3 }: QueueOptions): number =>
  (workers * 1000) / (serviceMs * Math.exp((sigma * sigma) / 2));

/** A token bucket of one second, or `bucketS`: calls beyond `perSecond` get a 429. */
export function rateLimitedServer(
  perSecond: number,
  random: Random,
  failureShare = 0,
  bucketS = 1,
): MadeUpServer {
  let tokens = perSecond * bucketS;
  let last = 0;
  return {
    call(atMs) {
      tokens = Math.min(perSecond * bucketS, tokens + ((atMs - last) * perSecond) / 1000);
      last = atMs;
      if (tokens < 1) return failed(429);
      tokens -= 1;
      return random() < failureShare ? failed(500) : answered(200 * Math.exp(0.3 * normal(random)));
    },
  };
}

/** Processor sharing seen from outside: the response is `baseMs` / (1 − r / capacity), the rate r a moving mean of 2 s. */
export function smoothServer(
  { baseMs, capacity, sigma }: { baseMs: number; capacity: number; sigma: number },
  random: Random,
): MadeUpServer {
  let recent = 0;
  let last = 0;
  const memoryMs = 2000;
  return {
    call(atMs) {
      recent = recent * Math.exp(-(atMs - last) / memoryMs) + 1;
      last = atMs;
      const rate = (recent / memoryMs) * 1000;
      const stretch = 1 / Math.max(0.02, 1 - rate / capacity);
      return answered(baseMs * stretch * Math.exp(sigma * normal(random)));
    },
  };
}
