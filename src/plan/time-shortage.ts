/** Whether a target can be done in its time, within the limits it and others share; and what would do. */
import { ownValue } from '../base/own-value.ts';
import type { TimeShortage } from '../contract/plan.ts';
import type { Suite, Target } from '../contract/suite.ts';

const defaultBudgetMs = 300_000;

/** What is known of a target's work; `null`: unknown. */
export interface Work {
  calls: number;
  /** Of one call. */
  e2eMs: number | null;
  /** Of all calls, input and output. */
  tokens: number | null;
}

export const timeBudgetMs = ({ limits }: Target): number => limits.timeBudgetMs ?? defaultBudgetMs;

/** As many calls at once as the time asks for, where the user leaves that open. */
export function concurrencyFor(target: Target, { calls, e2eMs }: Work): number {
  const { concurrency, maxConcurrency = concurrency } = target.limits;
  if (e2eMs === null) return concurrency;
  const needed = Math.ceil((calls * e2eMs) / timeBudgetMs(target));
  return Math.min(Math.max(concurrency, needed), maxConcurrency);
}

interface Bound {
  /** Where the limit is written. */
  path: string;
  limit: number;
  /** With this limit alone. */
  ms: number;
}

/** A scope's limits are shared by all its targets, which make as many calls each. */
function ratesOf(suite: Suite, target: Target, { calls, tokens }: Work): Bound[] {
  const { providers = {}, keys = {} } = suite.shared ?? {};
  const { provider, apiKeyEnv = '' } = target;
  const sharing = (of: (other: Target) => boolean) => suite.targets.filter(of).length;
  const scopes = [
    { path: 'limits', limits: target.limits, targets: 1 },
    {
      path: `limits.providers.${provider}`,
      limits: ownValue(providers, provider),
      targets: sharing((other) => other.provider === provider),
    },
    {
      path: `limits.keys.${apiKeyEnv}`,
      limits: keys[apiKeyEnv],
      targets: sharing((other) => other.apiKeyEnv === apiKeyEnv),
    },
  ];
  return scopes.flatMap(({ path, limits, targets }) => {
    const bound = (name: 'requestsPerMinute' | 'tokensPerMinute', amount: number | null): Bound[] => {
      const limit = limits?.[name];
      if (limit === undefined || amount === null) return [];
      return [{ path: `${path}.${name}`, limit, ms: (targets * amount * 60_000) / limit }];
    };
    return [...bound('requestsPerMinute', calls), ...bound('tokensPerMinute', tokens)];
  });
}

/** The least time that rates allow, ms. */
export function minMs(suite: Suite, target: Target, work: Work): number {
  return Math.max(0, ...ratesOf(suite, target, work).map(({ ms }) => ms));
}

/** `null`: it can be done in time, as far as is known. */
export function timeShortage(suite: Suite, target: Target, work: Work): TimeShortage | null {
  const budgetMs = timeBudgetMs(target);
  const { concurrency, maxConcurrency = concurrency } = target.limits;
  const atOnce =
    work.e2eMs === null
      ? []
      : [
          {
            path: 'limits.concurrency',
            limit: maxConcurrency,
            ms: (work.calls * work.e2eMs) / maxConcurrency,
          },
        ];
  const tightest = [...ratesOf(suite, target, work), ...atOnce].toSorted((a, b) => b.ms - a.ms)[0];
  if (!tightest || tightest.ms <= budgetMs) return null;
  const { path, limit, ms } = tightest;
  return {
    seconds: ms / 1000,
    budgetSeconds: budgetMs / 1000,
    limit: { path, value: limit },
    neededValue: Math.ceil((limit * ms) / budgetMs),
    callsThatFit: Math.floor((work.calls * budgetMs) / ms),
  };
}
