import { describe, expect, it } from 'vitest';
import type { Case, ScorerSpec } from '../contract/suite.ts';
import { missingExpected } from './missing-expected.ts';
import { scorerKinds } from './kinds.ts';

const specOf = (type: string, options: Record<string, unknown> = {}): ScorerSpec => ({
  type,
  name: type,
  weight: 1,
  threshold: 1,
  not: false,
  options,
});
const caseOf = (index: number, expected: unknown, ...scorers: ScorerSpec[]): Case => ({
  id: `c${index}`,
  index,
  variables: {},
  ...(expected !== undefined && { expected }),
  tags: [],
  weight: 1,
  tools: [],
  scorers,
});

/** Least options of kinds that have to have some. */
const needed: Record<string, Record<string, unknown>> = {
  similarity: { model: 'openai/text-embedding-3-small' },
  choice: { labels: ['A', 'B'] },
  code: { language: 'python' },
  factuality: { judge: 'x/judge' },
  pairwise: { judge: 'x/judge', criteria: 'better' },
};

/** Every other kind goes by the answer alone, by its options, or by a program of the user. */
const needing = [
  'exact',
  'normalised',
  'contains',
  'starts-with',
  'numeric',
  'choice',
  'set-match',
  'list-match',
  'f1',
  'levenshtein',
  'rouge',
  'bleu',
  'chrf',
  'similarity',
  'json-match',
  'json-fields',
  'json-diff',
  'language',
  'tool-call',
  'code',
  'factuality',
];

describe('lackingExpected', () => {
  it.each(needing)('finds that a case lacks what %s needs', async (type) => {
    expect(scorerKinds.map((kind) => kind.type)).toContain(type);
    const [found] = await missingExpected([caseOf(0, undefined, specOf(type, needed[type]))]);
    expect(found).toMatchObject({ scorer: type, cases: 1, missing: [0] });
  });

  it.each(['length', 'latency', 'refusal', 'html'])('asks nothing of a case for %s', async (type) => {
    const options = ['length', 'latency'].includes(type) ? { max: 5 } : {};
    const spec = specOf(type, options);
    if (!scorerKinds.some((kind) => kind.type === type)) throw new Error(`no kind ${type}`);
    expect(await missingExpected([caseOf(0, undefined, spec)])).toEqual([]);
  });

  it('counts cases partly without, and expected values that are of no use', async () => {
    const [exact, numeric] = [specOf('exact'), specOf('numeric')];
    const cases = [
      caseOf(0, '4', exact, numeric),
      caseOf(1, undefined, exact, numeric),
      caseOf(2, 'four', exact, numeric),
      caseOf(3, [], exact),
    ];
    expect(await missingExpected(cases)).toMatchObject([
      { scorer: 'exact', cases: 4, missing: [1, 3] },
      { scorer: 'numeric', cases: 3, missing: [1, 2] },
    ]);
  });
});
