import type { Plan, Range } from '../contract/plan.ts';
import type { Price, Suite, Target } from '../contract/suite.ts';
import { estimateJudging } from './estimate-judging.ts';
import { estimateTarget, inputsOf } from './estimate-target.ts';
import type { TargetHistory } from './estimate-target.ts';
import type { CountTokens } from './estimate-tokens.ts';
import { orderCalls, type OrderedCall } from './order-calls.ts';

export interface PlanOptions {
  runId: string;
  /** `null` when the price is unknown: the cost is then unknown too. */
  priceOf: (target: Target) => Price | null;
  /** By target id. */
  history?: Record<string, TargetHistory>;
  /** Without one, a token is taken to be four characters, and the range is wider. */
  countTokens?: CountTokens;
}

/** Nothing is warmed up for a batch. */
const callsOf = (order: OrderedCall[], { batch }: Target) =>
  batch ? order.filter(({ isWarmup }) => !isWarmup) : order;

/** Everything a run will ask, in order, before anything is sent. The same suite and seed always give the same plan. */
export function planRun(suite: Suite, options: PlanOptions): Plan {
  const { runId, priceOf, history = {}, countTokens } = options;
  const order = orderCalls(suite);
  const inputsByPrompt = new Map<string, Range[]>();
  const inputsFor = (promptId: string): Range[] => {
    const inputs = inputsByPrompt.get(promptId) ?? inputsOf(suite, promptId, countTokens);
    inputsByPrompt.set(promptId, inputs);
    return inputs;
  };
  const estimates = suite.targets.map((target) =>
    estimateTarget(suite, target, {
      calls: callsOf(order, target),
      price: priceOf(target),
      history: history[target.id],
      inputs: inputsFor(target.promptId),
      ...(countTokens ? { countTokens } : {}),
    }),
  );
  const judging = estimateJudging(suite, estimates, priceOf);
  return {
    runId,
    suite,
    lanes: suite.targets.map((target, targetIndex) => ({
      target,
      calls: callsOf(order, target).map((call) => ({ targetIndex, ...call })),
    })),
    estimates,
    ...(judging && { judging }),
  };
}
