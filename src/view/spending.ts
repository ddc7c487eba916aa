import type { RunSummary } from '../contract/analysis.ts';

export interface Spending {
  /** Sum of what is known; `null` when nothing is. */
  usd: number | null;
  /** Some call's cost is unknown: the true sum is higher. */
  isLeast: boolean;
}

/** What the run has cost so far. */
export function spendingOf({ targets, shared }: RunSummary): Spending {
  const known = targets.flatMap(({ cost }) => (cost.spent_usd === null ? [] : [cost.spent_usd]));
  // samples whose figures are left out were paid for all the same
  if (shared?.left_out_usd) known.push(shared.left_out_usd);
  const isUnknown = shared !== undefined && shared.left_out_usd === null;
  const isLeast =
    isUnknown || targets.some(({ cost, n }) => cost.n_unknown > 0 || (cost.spent_usd === null && n > 0));
  return { usd: known.length === 0 ? null : known.reduce((sum, usd) => sum + usd, 0), isLeast };
}
