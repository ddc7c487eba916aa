/** What a call cost: by the price known for its target, and by the provider's own word. */
import type { Attempt, CallResult, Step } from '../contract/attempt.ts';
import type { Measurement } from '../contract/measurement.ts';
import { answeredOutcomes } from '../contract/outcome.ts';
import type { Target } from '../contract/suite.ts';
import { callCost, type Cost } from './call-cost.ts';
import type { PriceBook } from './price-book.ts';

export type Priceable = CallResult & Pick<Attempt, 'startedAtMs'>;

/** A call that never left, or that was turned away by an HTTP status, is not billed: its cost is known to be nothing. */
function unbilled(attempt: CallResult): boolean {
  if (attempt.frames.at.length > 0) return false;
  // what a batch holds without an answer (refused, expired, cancelled) is not billed by those who offer batches
  if (attempt.batch) return !answeredOutcomes.has(attempt.outcome);
  return attempt.timestamps.sent === null || (attempt.httpStatus !== null && attempt.httpStatus >= 400);
}

/** An answer that took no tokens: whoever reports that has not counted. */
function isNonsense({ tokens, answer }: CallResult): boolean {
  if (!tokens || !answer || (answer.text + answer.reasoning === '' && answer.toolCalls.length === 0))
    return false;
  return Object.values(tokens).every((count) => count === 0 || count === null);
}

/** Each call at its own price: some providers charge more per token for a long input. */
function costOfSteps(
  { startedAtMs }: Priceable,
  steps: readonly Step[],
  costOfStep: (step: Priceable) => Cost | null,
): Cost | null {
  const costs = steps.map((step) => costOfStep({ ...step, startedAtMs }));
  if (costs.includes(null)) return null;
  const nanousd = costs.reduce((sum, cost) => sum + (cost?.nanousd ?? 0), 0);
  return { nanousd, priceId: costs.at(-1)?.priceId ?? '' };
}

/** `isStated`: by the provider's own word, where it gives one. */
function costOf(attempt: Priceable, target: Target, prices: PriceBook, isStated: boolean): Cost | null {
  if (attempt.steps)
    return costOfSteps(attempt, attempt.steps, (step) => costOf(step, target, prices, isStated));
  const statedNanousd = isStated ? (attempt.statedCostNanousd ?? null) : null;
  if (statedNanousd !== null || (attempt.tokens && !isNonsense(attempt))) {
    const { tokens, serviceTier: tier, answer } = attempt;
    const used = { tokens, tier, tools: answer?.serverTools, statedNanousd };
    return callCost(used, target, attempt.startedAtMs, prices);
  }
  // an answer from the cache was never sent, but it was paid for when it was given
  if (attempt.cached || attempt.tokens || !unbilled(attempt)) return null;
  const priced = prices.priceOf(target);
  return priced && { nanousd: 0, priceId: priced.priceId };
}

/** How far a cost of ours is from what the provider says, as a share of that. */
export const costGapOf = (ours: number | null | undefined, stated: number | null): number | null =>
  ours == null || !stated ? null : (ours - stated) / stated;

export function costsOf(
  attempt: Priceable,
  target: Target,
  prices: PriceBook,
): Pick<Measurement, 'cost_nanousd' | 'price_id' | 'stated_cost_nanousd' | 'cost_gap'> {
  const cost = costOf(attempt, target, prices, true);
  const stated = attempt.statedCostNanousd ?? null;
  const ours = stated === null ? null : costOf(attempt, target, prices, false);
  return {
    cost_nanousd: cost?.nanousd ?? null,
    price_id: cost?.priceId ?? '',
    stated_cost_nanousd: stated,
    cost_gap: costGapOf(ours?.nanousd, stated),
  };
}
