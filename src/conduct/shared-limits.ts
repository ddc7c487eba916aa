import type { LimitStore } from '../contract/limit-store.ts';
import type { GuardOptions } from '../run/guard/create-guard.ts';
import { scopeLimiter } from '../run/guard/scope-limiter.ts';
import { sharedLimiter, type SharedLimiter } from './shared-limiter.ts';

export interface SharedLimits {
  limiterOf: NonNullable<GuardOptions['limiterOf']>;
  /** Gives back what was taken of shared limits. */
  close(): Promise<void>;
}

/** Limits of providers and keys hold over all workers. A target's own need not: its lane is in one hand at a time. */
export function sharedLimits(store: LimitStore): SharedLimits {
  const shared: SharedLimiter[] = [];
  return {
    limiterOf(scope, options) {
      if (scope.kind !== 'provider' && scope.kind !== 'key') return scopeLimiter(scope, options);
      const limiter = sharedLimiter(scope, options, store);
      shared.push(limiter);
      return limiter;
    },
    close: async () => void (await Promise.all(shared.map((limiter) => limiter.close()))),
  };
}
