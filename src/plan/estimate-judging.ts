/** What judges of a run will be asked and cost: apart from the targets, whose costs hold none of it. */
import type { JudgingEstimate, Range, TargetEstimate } from '../contract/plan.ts';
import type { Price, Suite, Target } from '../contract/suite.ts';
import { judgesOf, targetOfJudge } from './judge-targets.ts';

/** What a judge reads besides the answer and the question, and what it says; a reply that cannot be read is asked for again. */
const perCall = {
  instructions: { low: 200, likely: 350, high: 700 },
  reply: { low: 20, likely: 80, high: 500 },
  asked: { low: 1, likely: 1, high: 2 },
};

const ends = ['low', 'likely', 'high'] as const;
const range = (of: (end: (typeof ends)[number]) => number): Range => ({
  low: of('low'),
  likely: of('likely'),
  high: of('high'),
});
const sum = (ranges: readonly Range[]): Range =>
  range((end) => ranges.reduce((all, each) => all + each[end], 0));

/** One answer of a target, as far as is known, with the question it is to. */
function readOf({ calls, inputTokens, outputTokens }: TargetEstimate): Range {
  const answer = outputTokens ?? { low: 0, likely: 256 * calls, high: 2048 * calls };
  return range((end) => perCall.instructions[end] + (inputTokens[end] + answer[end]) / Math.max(1, calls));
}

/** `undefined`: no scorer asks a judge. Cost is `null` when the price of any judge is unknown. */
export function estimateJudging(
  suite: Pick<Suite, 'cases' | 'repeats'>,
  estimates: readonly TargetEstimate[],
  priceOf: (target: Target) => Price | null,
): JudgingEstimate | undefined {
  const judges = suite.cases.flatMap((testCase) => testCase.scorers.flatMap(judgesOf));
  if (judges.length === 0) return undefined;
  const read = sum(estimates.map(readOf));
  const parts = judges.map((judge) => {
    const price = priceOf(targetOfJudge(judge));
    const times = (end: (typeof ends)[number]) => judge.asks * suite.repeats * perCall.asked[end];
    const inputTokens = range((end) => times(end) * read[end]);
    const outputTokens = range((end) => times(end) * perCall.reply[end] * estimates.length);
    const costUsd =
      price && range((end) => (inputTokens[end] * price.input + outputTokens[end] * price.output) / 1e6);
    return { calls: judge.asks * suite.repeats * estimates.length, inputTokens, outputTokens, costUsd };
  });
  const costs = parts.map(({ costUsd }) => costUsd);
  return {
    models: [...new Set(judges.map(({ model }) => model))],
    calls: parts.reduce((all, { calls }) => all + calls, 0),
    inputTokens: sum(parts.map(({ inputTokens }) => inputTokens)),
    outputTokens: sum(parts.map(({ outputTokens }) => outputTokens)),
    costUsd: costs.every((cost) => cost !== null) ? sum(costs) : null,
  };
}
