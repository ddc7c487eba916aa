import { describe, expect, it } from 'vitest';
import type { Target } from '../contract/suite.ts';
import { scopesOf } from './budget-scopes.ts';

const spender = (provider: string, key: string | null = null) => ({
  runId: 'r',
  target: { provider } as Target,
  key,
});
const at = Date.parse('2026-03-31T23:59:59Z');

describe('scopesOf', () => {
  it('counts by run, by day and by month of UTC, for all, the provider and the key', () => {
    const scopes = scopesOf(spender('openai', 'TEAM_KEY'), at, []).map(({ scope }) => scope);
    expect(scopes).toEqual(
      ['', ' provider:openai', ' key:TEAM_KEY'].flatMap((owner) =>
        ['run:r', 'day:2026-03-31', 'month:2026-03'].map((period) => period + owner),
      ),
    );
    const next = scopesOf(spender('openai'), at + 1000, []).map(({ scope }) => scope);
    expect(next.slice(0, 3)).toEqual(['run:r', 'day:2026-04-01', 'month:2026-04']);
  });

  it('takes the lowest of several caps, and none where there is none', () => {
    const budgets = [{ dayUsd: 5, providers: { openai: { usd: 2 } } }, { dayUsd: 3 }];
    const caps = new Map(scopesOf(spender('openai'), at, budgets).map(({ setting, cap }) => [setting, cap]));
    expect(caps.get('budget.dayUsd')).toBe(3e9);
    expect(caps.get('budget.providers.openai.usd')).toBe(2e9);
    expect(caps.get('budget.usd')).toBeNull();
  });

  it('keeps money that nobody pays apart from money that is real', () => {
    const real = new Set(scopesOf(spender('openai', 'K'), at, []).map(({ scope }) => scope));
    const simulated = scopesOf(spender('sim', 'K'), at, []).map(({ scope }) => scope);
    expect(simulated).toHaveLength(9);
    expect(simulated.filter((scope) => real.has(scope))).toEqual([]);
  });
});
