import { describe, expect, it } from 'vitest';
import { suiteFileSchema, type Suite } from '../../contract/suite.ts';
import { mixSuites } from './mix-suites.ts';

const suite = (name: string, inputs: string[]): Suite => ({
  name,
  hash: '',
  prompts: [{ id: 'p', messages: [{ role: 'user', content: `${name}: {{input}}` }] }],
  cases: inputs.map((input, index) => ({
    id: `c${index}`,
    index,
    variables: { input },
    expected: input,
    category: 'easy',
    tags: [],
    cluster: 'one',
    weight: 1,
    tools: [],
    scorers: [
      { type: 'exact', name: 'exact', weight: 1, threshold: 1, not: false, options: { ignoreCase: true } },
    ],
  })),
  targets: [],
  repeats: 1,
  warmup: 0,
  slo: {},
  seed: 1,
});

describe('mixSuites', () => {
  const mixed = mixSuites('Mix', [suite('A', ['1', '2']), suite('B', ['{{x}}'])]);
  const cases = mixed.cases as {
    id: string;
    category: string;
    cluster: string;
    messages: { content: string }[];
    scorers: unknown[];
  }[];
  it('is a suite file, with the cases in turns', () => {
    expect(suiteFileSchema.parse(mixed)).toEqual(mixed);
    expect(cases.map((entry) => entry.id)).toEqual(['A/c0', 'B/c0', 'A/c1']);
  });
  it('keeps prompt, category, cluster and scorer of each suite', () => {
    expect(cases[0]).toMatchObject({
      category: 'A: easy',
      cluster: 'A/one',
      messages: [{ content: 'A: 1' }],
    });
    expect(cases[0]?.scorers).toEqual([
      { type: 'exact', name: 'exact', weight: 1, threshold: 1, not: false, ignoreCase: true },
    ]);
  });
  it('does not let text of a case be taken for a variable', () => {
    expect(cases[1]?.messages[0]?.content).toBe('B: \\{{x}}');
  });
});
