import type { EstimateSource, Range, TargetEstimate } from '../contract/plan.ts';
import { isStubbed, maxCalls } from '../contract/conversation.ts';
import type { Case, Price, Suite, Target } from '../contract/suite.ts';
import { estimateInput, estimateOutput } from './estimate-tokens.ts';
import type { CountTokens } from './estimate-tokens.ts';
import { concurrencyFor, minMs, timeShortage, type Work } from './time-shortage.ts';
import type { OrderedCall } from './order-calls.ts';

/** Of one call. */
export interface Spread {
  p10: number;
  p90: number;
  /** A sum of many is their mean many times over, not their median. */
  mean: number;
}

/** What earlier runs of a target took for one call; `null`: not known of enough answers. */
export interface TargetHistory {
  outputTokens: Spread;
  inputTokens: Spread | null;
  e2eMs: Spread | null;
  costUsd: Spread | null;
  /** Absent: not from runs. */
  source?: EstimateSource;
}

const scaled = ({ low, likely, high }: Range, factor: number): Range => ({
  low: low * factor,
  likely: likely * factor,
  high: high * factor,
});

const sum = (ranges: Range[]): Range =>
  ranges.reduce((a, b) => ({ low: a.low + b.low, likely: a.likely + b.likely, high: a.high + b.high }), {
    low: 0,
    likely: 0,
    high: 0,
  });

/** A long tail may pull the mean over nine tenths of the values. */
const rangeOf = ({ p10, p90, mean }: Spread): Range => ({
  low: Math.min(p10, mean),
  likely: mean,
  high: Math.max(p90, mean),
});

function outputOf(
  suite: Suite,
  target: Target,
  calls: OrderedCall[],
  history: TargetHistory | undefined,
  countTokens?: CountTokens,
): Range | null {
  if (history) return scaled(rangeOf(history.outputTokens), calls.length);
  const perCase = suite.cases.map((testCase) => {
    const one = estimateOutput(testCase, target.parameters, countTokens);
    return one && scaledBy(callsOf(testCase), one);
  });
  const ranges = calls.map((call) => perCase[call.caseIndex] ?? null);
  return ranges.every((range) => range !== null) ? sum(ranges) : null;
}

function costOf(input: Range, output: Range | null, price: Price | null): Range | null {
  if (!price || !output) return null;
  return scaled(sum([scaled(input, price.input), scaled(output, price.output)]), 1e-6);
}

/** Rounds of so many calls at a time, each as long as one call took before; no less than the rates allow. */
function secondsOf(
  suite: Suite,
  target: Target,
  work: Work,
  history: TargetHistory | undefined,
): Range | null {
  if (!history?.e2eMs) return null;
  const rounds = Math.ceil(work.calls / concurrencyFor(target, work));
  const { low, likely, high } = scaled(rangeOf(history.e2eMs), rounds / 1000);
  const least = minMs(suite, target, work) / 1000;
  return { low: Math.max(low, least), likely: Math.max(likely, least), high: Math.max(high, least) };
}

/** What providers promise a batch to take at most: then it expires. */
const batchSeconds = 86_400;

export interface EstimateInputs {
  calls: OrderedCall[];
  price: Price | null;
  history: TargetHistory | undefined;
  /** Per case of the suite, for the target's prompt. */
  inputs: Range[];
  countTokens?: CountTokens;
}

/** Tokens, US dollars and seconds of all calls of one target, warm-up included; retries are not foreseen. */
export function estimateTarget(suite: Suite, target: Target, from: EstimateInputs): TargetEstimate {
  const { calls, price, history, inputs, countTokens } = from;
  const measured = (spread: Spread | null | undefined) => spread && scaled(rangeOf(spread), calls.length);
  const inputTokens =
    measured(history?.inputTokens) ?? sum(calls.map((call) => inputs[call.caseIndex] as Range));
  const outputTokens = outputOf(suite, target, calls, history, countTokens);
  const work: Work = {
    calls: calls.length,
    e2eMs: history?.e2eMs?.mean ?? null,
    tokens: outputTokens && inputTokens.likely + outputTokens.likely,
  };
  const shortage = target.batch ? null : timeShortage(suite, target, work);
  return {
    targetId: target.id,
    label: target.label,
    calls: calls.length,
    inputTokens,
    outputTokens,
    costUsd: measured(history?.costUsd) ?? costOf(inputTokens, outputTokens, price),
    seconds: target.batch ? null : secondsOf(suite, target, work, history),
    ...(target.batch && { maxSeconds: batchSeconds }),
    ...(history?.source && { source: history.source }),
    ...(shortage && { shortage }),
  };
}

const scaledBy = (calls: Range, { low, likely, high }: Range): Range => ({
  low: low * calls.low,
  likely: likely * calls.likely,
  high: high * calls.high,
});

/** Calls that a sample of the case takes: its turns, and one more for each stubbed tool that is likely used once. */
function callsOf(testCase: Case): Range {
  const most = maxCalls(testCase);
  const turns = Math.min(most, 1 + (testCase.turns?.length ?? 0));
  const tools = testCase.tools.filter(isStubbed).length;
  return { low: turns, likely: Math.min(most, turns + tools), high: most };
}

/** Input of every case under one prompt; targets of the same prompt share it. */
export function inputsOf(suite: Suite, promptId: string, countTokens?: CountTokens): Range[] {
  const prompt = suite.prompts.find((p) => p.id === promptId) ?? { id: promptId, messages: [] };
  return suite.cases.map((testCase) =>
    scaledBy(callsOf(testCase), estimateInput(prompt, testCase, countTokens)),
  );
}
