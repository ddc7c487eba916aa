/** Requests per minute of one model: a bucket that fills steadily and holds ten seconds' worth. */
import type { QuotaState } from './wires/wire.ts';

export interface Quota {
  /** Takes one request when there is one; `waitMs` is 0 when it was taken, else the time until there is one. */
  take(nowMs: number): { waitMs: number; state: QuotaState };
}

export function createQuota(requestsPerMinute: number): Quota {
  const size = Math.max(1, Math.ceil(requestsPerMinute / 6));
  const perMs = requestsPerMinute / 60_000;
  let level = size;
  let lastMs: number | null = null;
  return {
    take(nowMs) {
      level = Math.min(size, level + (lastMs === null ? 0 : nowMs - lastMs) * perMs);
      lastMs = nowMs;
      const waitMs = level >= 1 ? 0 : (1 - level) / perMs;
      if (waitMs === 0) level -= 1;
      const state = {
        limit: Math.round(requestsPerMinute),
        remaining: Math.floor(level),
        resetMs: (size - level) / perMs,
      };
      return { waitMs, state };
    },
  };
}
