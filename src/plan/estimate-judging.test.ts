import { expect, it } from 'vitest';
import type { TargetEstimate } from '../contract/plan.ts';
import type { Case, ScorerSpec } from '../contract/suite.ts';
import { estimateJudging } from './estimate-judging.ts';

const spec = (type: string, options: Record<string, unknown>): ScorerSpec => ({
  type,
  name: type,
  weight: 1,
  threshold: 1,
  not: false,
  options,
});
const caseWith = (...scorers: ScorerSpec[]) => ({ scorers }) as Case;
const flat = (n: number) => ({ low: n, likely: n, high: n });
const estimates = ['a', 'b'].map(
  (label) => ({ label, calls: 10, inputTokens: flat(1000), outputTokens: flat(500) }) as TargetEstimate,
);
const expensive = () => ({ input: 1, output: 10 });

it('is nothing where nobody judges', () => {
  const suite = { cases: [caseWith(spec('exact', {}))], repeats: 3 };
  expect(estimateJudging(suite, estimates, expensive)).toBeUndefined();
});

it('counts every judge of a panel, both orders of a pair, repeats and targets', () => {
  const cases = [caseWith(spec('rubric', { judge: ['x/1', 'y/2'] }), spec('pairwise', { judge: 'x/1' }))];
  const judging = estimateJudging({ cases, repeats: 3 }, estimates, expensive);
  expect(judging).toMatchObject({ models: ['x/1', 'y/2'], calls: (2 + 2) * 3 * 2 });
});

it('costs what instructions, question and answer do to read and a short reply to write; a second asking at the most', () => {
  const judging = estimateJudging(
    { cases: [caseWith(spec('rubric', { judge: 'x/1' }))], repeats: 1 },
    estimates,
    expensive,
  );
  // two answers of 100 + 50 tokens
  expect(judging?.inputTokens).toEqual({ low: 700, likely: 1000, high: 3400 });
  expect(judging?.outputTokens).toEqual({ low: 40, likely: 160, high: 2000 });
  expect(judging?.costUsd?.likely).toBeCloseTo((1000 + 1600) / 1e6, 12);
});

it('has no cost when a price is not known', () => {
  const suite = { cases: [caseWith(spec('rubric', { judge: ['x/1', 'y/2'] }))], repeats: 1 };
  expect(
    estimateJudging(suite, estimates, ({ provider }) => (provider === 'x' ? expensive() : null))?.costUsd,
  ).toBeNull();
});
