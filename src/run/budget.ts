import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Price, Target } from '../contract/suite.ts';

interface Prices {
  priceOf(target: Target): { price: Price } | null;
}

/** `wait`: calls under way hold the money, some of it may come back; `stop`: too little is left for good. */
export type Permission = 'go' | 'wait' | 'stop';

export interface Budget {
  /** Reserves the worst case of one attempt when there is room for it. */
  reserve(call: PlannedCall, target: Target): Permission;
  /** Replaces the reservation of an attempt with what it cost; an unknown cost counts as the worst case. */
  settle(call: PlannedCall, nanousd: number | null): void;
  /** Why calls were not sent, in one sentence; `null` when none was refused. */
  refusal(): string | null;
}

/** Without `maxOutputTokens` an answer has no bound of its own: this many tokens are reserved. */
const assumedMostOutputTokens = 8192;
/** Reserved input: a token is hardly ever shorter than two characters. */
const charactersPerToken = 2;

function inputCharacters(plan: Plan, caseIndex: number): number {
  const { suite } = plan;
  const longestPrompt = Math.max(0, ...suite.prompts.map((prompt) => JSON.stringify(prompt.messages).length));
  return longestPrompt + JSON.stringify(suite.cases[caseIndex] ?? '').length;
}

const dollars = (nanousd: number) => `$${Number((nanousd / 1e9).toPrecision(3))}`;

/**
 * Keeps a run under its cap: before an attempt starts its worst case is set aside, and after it the true cost takes its place.
 * A target without a known price cannot be counted; the plan says so beforehand.
 */
export function createBudget(plan: Plan, prices: Prices): Budget {
  if (plan.suite.budgetUsd === undefined)
    return { reserve: () => 'go', settle: () => undefined, refusal: () => null };
  const cap = plan.suite.budgetUsd * 1e9;
  let spent = 0;
  let held = 0;
  const reserved = new Map<PlannedCall, number>();
  let refused: { target: Target; worst: number } | null = null;

  const worstCase = (call: PlannedCall, target: Target): number => {
    const price = prices.priceOf(target)?.price;
    if (!price) return 0;
    const input = inputCharacters(plan, call.caseIndex) / charactersPerToken;
    const output = target.parameters.maxOutputTokens ?? assumedMostOutputTokens;
    // dollars per million tokens are thousands of nano-dollars per token
    return (input * Math.max(price.input, price.cacheWrite ?? 0) + output * price.output) * 1000;
  };
  return {
    reserve(call, target) {
      const worst = worstCase(call, target);
      if (spent + held + worst <= cap) {
        held += worst;
        reserved.set(call, worst);
        return 'go';
      }
      if (spent + worst <= cap) return 'wait';
      refused ??= { target, worst };
      return 'stop';
    },
    settle(call, nanousd) {
      // a call that was never sent has no reservation
      const worst = reserved.get(call) ?? 0;
      reserved.delete(call);
      held -= worst;
      spent += nanousd ?? worst;
    },
    refusal() {
      if (!refused) return null;
      const { target, worst } = refused;
      const bound = target.parameters.maxOutputTokens;
      const why =
        bound === undefined
          ? `${assumedMostOutputTokens} output tokens are assumed, as the target sets no maxOutputTokens`
          : `maxOutputTokens is ${bound}`;
      return `Stopped by the budget of ${dollars(cap)}: ${dollars(spent)} was spent, and one more call to ${target.label} may cost ${dollars(worst)} (${why}).`;
    },
  };
}
