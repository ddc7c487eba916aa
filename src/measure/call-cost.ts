/** What one call cost: the provider's own word for it, else its tokens and its tools at the prices known. */
import type { Tokens } from '../contract/attempt.ts';
import type { Target } from '../contract/suite.ts';
import type { PriceBook } from './price-book.ts';

export interface Cost {
  nanousd: number;
  priceId: string;
}

export interface Used {
  tokens: Tokens | null;
  /** The service tier that answered. */
  tier: string | undefined;
  /** How often the provider's own tools ran. */
  tools: Record<string, number> | undefined;
  /** What the provider says that it cost, fees included. */
  statedNanousd: number | null;
}

/** Named as the price where the provider's own word stands. */
export const statedPriceId = 'provider';

/** A price that the user gives, in the suite or as an override, stands before what the provider says. */
export function callCost(used: Used, target: Target, atMs: number, prices: PriceBook): Cost | null {
  if (used.statedNanousd !== null && !prices.isGiven(target))
    return { nanousd: used.statedNanousd, priceId: statedPriceId };
  const cost = used.tokens && prices.costOf(used.tokens, target, atMs, used.tier);
  const fees = prices.feesOf(target, used.tools);
  return cost && fees !== null ? { ...cost, nanousd: cost.nanousd + fees } : null;
}
