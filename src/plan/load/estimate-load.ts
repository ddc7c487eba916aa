import type { LoadPlan } from '../../contract/load.ts';
import type { TargetEstimate } from '../../contract/plan.ts';
import type { Price, Suite, Target } from '../../contract/suite.ts';
import { estimateTarget, inputsOf, type EstimateInputs } from '../estimate-target.ts';
import { traceLengthOf } from './trace-cases.ts';

function inputsUnderLoad(suite: Suite, target: Target): EstimateInputs['inputs'] {
  const lengths = suite.cases.map((testCase) => traceLengthOf(suite, testCase));
  if (lengths.some((length) => length === null)) return inputsOf(suite, target.promptId);
  return lengths.map((length) => ({ low: length ?? 0, likely: length ?? 0, high: length ?? 0 }));
}

/**
 * Tokens, US dollars and seconds of a target under load, warm-up included. `null` where only the answers will tell how many
 * calls there are: users who wait for them, a sweep, and conversations, whose input grows with every answer.
 */
export function estimateLoad(
  suite: Suite,
  targetIndex: number,
  load: LoadPlan,
  price: Price | null,
): TargetEstimate | null {
  const target = suite.targets[targetIndex];
  const phase = load.nextPhase(targetIndex, []);
  if (!target || phase?.purpose !== 'measure' || !phase.arrivals || phase.turns.count > 1) return null;
  const sizes = phase.arrivals.map((_, i) => phase.sizes?.[i]);
  const calls = sizes.map((size, i) => ({
    caseIndex: size?.caseIndex ?? i % suite.cases.length,
    repeat: 0,
    isWarmup: false,
  }));
  const outputs = sizes.flatMap((size) => size?.maxOutputTokens ?? []);
  const mean = outputs.reduce((sum, tokens) => sum + tokens, 0) / outputs.length;
  // an answer may end before its bound
  const outputTokens = { p10: 1, mean, p90: mean };
  const bounded = { outputTokens, inputTokens: null, e2eMs: null, costUsd: null };
  const history = calls.length > 0 && outputs.length === calls.length ? bounded : undefined;
  const inputs = inputsUnderLoad(suite, target);
  const s = (phase.warmupMs + phase.measureMs) / 1000;
  return {
    ...estimateTarget(suite, target, { calls, price, history, inputs }),
    seconds: { low: s, likely: s, high: s + load.settings.drainMs / 1000 },
  };
}
