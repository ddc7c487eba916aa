import type { Budget, Caps } from '../contract/budget.ts';
import type { Suite, Target } from '../contract/suite.ts';

/** A scope of the ledger with the lowest cap that applies to it. */
export interface CappedScope {
  scope: string;
  /** 10⁻⁹ US dollars; `null`: only recorded. */
  cap: number | null;
  /** The setting that holds the cap, e.g. `budget.providers.openai.dayUsd`. */
  setting: string;
}

export interface Spender {
  runId: string;
  target: Target;
  /** Name of the variable its key comes from; `null` without one. */
  key: string | null;
}

/** Money that nobody pays is counted, and capped, apart from money that is real. */
const simulated = 'sim';

const periods = [
  ['usd', ({ runId }: Spender) => `run:${runId}`],
  ['dayUsd', (_: Spender, day: string) => `day:${day}`],
  ['monthUsd', (_: Spender, day: string) => `month:${day.slice(0, 7)}`],
] as const;

function lowest(found: (Caps | undefined)[], period: keyof Caps): number | null {
  const caps = found.flatMap((caps) => caps?.[period] ?? []);
  return caps.length === 0 ? null : Math.round(Math.min(...caps) * 1e9);
}

/** Every scope a call of this spender counts in. Days and months are those of UTC. */
export function scopesOf(spender: Spender, wallClockMs: number, budgets: Budget[]): CappedScope[] {
  const { target, key } = spender;
  const day = new Date(wallClockMs).toISOString().slice(0, 10);
  const kind = target.provider === simulated ? ' simulated' : '';
  const owners: [name: string, path: string, caps: (Caps | undefined)[]][] = [
    ['', 'budget', budgets],
    [
      ` provider:${target.provider}`,
      `budget.providers.${target.provider}`,
      budgets.map(({ providers }) => providers?.[target.provider]),
    ],
  ];
  if (key !== null)
    owners.push([` key:${key}`, `budget.keys.${key}`, budgets.map(({ keys }) => keys?.[key])]);
  return owners.flatMap(([name, path, caps]) =>
    periods.map(([period, scopeOf]) => ({
      scope: `${scopeOf(spender, day)}${name}${kind}`,
      cap: lowest(caps, period),
      setting: `${path}.${period}`,
    })),
  );
}

export const isCapped = (scopes: readonly CappedScope[]): boolean => scopes.some(({ cap }) => cap !== null);

/** Somebody has said so by name: what has no known price is then asked without being counted. */
export const mayBeUnpriced = (budgets: readonly Budget[]): boolean =>
  budgets.some(({ allowUnpriced }) => allowUnpriced === true);

/** The caps of the suite itself. */
export const budgetOf = ({ budget, budgetUsd }: Pick<Suite, 'budget' | 'budgetUsd'>): Budget => ({
  ...budget,
  ...(budgetUsd !== undefined && { usd: budgetUsd }),
});
