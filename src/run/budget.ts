import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Price, Target } from '../contract/suite.ts';

interface Prices {
  priceOf(target: Target): { price: Price } | null;
}

export interface Budget {
  /** Reserves the worst case of a call; `false`: it could pass the cap, so it must not start. */
  reserve(call: PlannedCall, target: Target): boolean;
  /** Replaces a reservation with what it cost; an unknown cost counts as the worst case. `isLast`: no retry follows. */
  settle(call: PlannedCall, target: Target, nanousd: number | null, isLast: boolean): void;
}

/** Without `maxOutputTokens` an answer has no bound of its own: this many tokens are reserved. */
const assumedMostOutputTokens = 8192;
/** Reserved input: a token is hardly ever shorter than two characters. */
const charactersPerToken = 2;

const keyOf = (call: PlannedCall) => `${call.targetIndex} ${call.caseIndex} ${call.repeat} ${call.isWarmup}`;

function inputCharacters(plan: Plan, caseIndex: number): number {
  const { suite } = plan;
  const longestPrompt = Math.max(0, ...suite.prompts.map((prompt) => JSON.stringify(prompt.messages).length));
  return longestPrompt + JSON.stringify(suite.cases[caseIndex] ?? '').length;
}

/**
 * Keeps a run under its cap: before a call starts its worst case is set aside, and after it the true cost takes its place.
 * A target without a known price cannot be counted; the plan says so beforehand.
 */
export function createBudget(plan: Plan, prices: Prices): Budget {
  if (plan.suite.budgetUsd === undefined) return { reserve: () => true, settle: () => undefined };
  const cap = plan.suite.budgetUsd * 1e9;
  const reserved = new Map<string, number>();
  let spent = 0;
  let held = 0;

  const worstCase = (call: PlannedCall, target: Target): number => {
    const price = prices.priceOf(target)?.price;
    if (!price) return 0;
    const input = inputCharacters(plan, call.caseIndex) / charactersPerToken;
    const output = target.parameters.maxOutputTokens ?? assumedMostOutputTokens;
    // dollars per million tokens are thousands of nano-dollars per token
    return (
      (input * Math.max(price.input, price.cacheWrite ?? 0) + output * price.output) *
      1000 *
      (target.limits.retries + 1)
    );
  };
  return {
    reserve(call, target) {
      const worst = worstCase(call, target);
      if (spent + held + worst > cap) return false;
      reserved.set(keyOf(call), worst);
      held += worst;
      return true;
    },
    settle(call, target, nanousd, isLast) {
      const share = nanousd ?? worstCase(call, target) / (target.limits.retries + 1);
      spent += share;
      const key = keyOf(call);
      const before = reserved.get(key) ?? 0;
      const after = isLast ? 0 : Math.max(0, before - share);
      held += after - before;
      if (isLast) reserved.delete(key);
      else reserved.set(key, after);
    },
  };
}
