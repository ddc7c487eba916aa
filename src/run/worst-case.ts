import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Price, Target } from '../contract/suite.ts';

/** Without `maxOutputTokens` an answer has no bound of its own: this many tokens are reserved. */
export const assumedMostOutputTokens = 8192;
/** Reserved input: a token is hardly ever shorter than two characters. */
const charactersPerToken = 2;

export type WorstCase = (call: PlannedCall, target: Target) => number;

/** What one attempt of a call may cost at most, in 10⁻⁹ US dollars; 0 where no price per token is known. */
export function worstCaseOf(plan: Plan, priceOf: (target: Target) => Price | null): WorstCase {
  const { suite } = plan;
  const longestPrompt = Math.max(0, ...suite.prompts.map((prompt) => JSON.stringify(prompt.messages).length));
  const characters: number[] = [];
  const prices = new Map<Target, Price | null>();
  const known = (target: Target): Price | null => {
    const found = prices.get(target) ?? priceOf(target);
    prices.set(target, found);
    return found;
  };
  return ({ caseIndex }, target) => {
    const price = known(target);
    if (!price) return 0;
    const length = (characters[caseIndex] ??= JSON.stringify(suite.cases[caseIndex] ?? '').length);
    const input = (longestPrompt + length) / charactersPerToken;
    const output = target.parameters.maxOutputTokens ?? assumedMostOutputTokens;
    // dollars per million tokens are thousands of nano-dollars per token
    const perInput = Math.max(price.input, price.cacheWrite ?? 0, price.cacheWrite1h ?? 0);
    return Math.ceil((input * perInput + output * price.output) * 1000);
  };
}
