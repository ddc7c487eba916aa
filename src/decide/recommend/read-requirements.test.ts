import { describe, expect, it } from 'vitest';
import { exampleTarget } from '../../../test/example-summary.ts';
import { plantedTable } from '../../../test/made-up/planted-table.ts';
import { madeUpTable, type MadeUpCell } from '../../../test/made-up/result-table.ts';
import { requirementsOf, type RequirementInput } from './read-requirements.ts';

const table = plantedTable({
  models: [
    { label: 'a', quality: 0.3, cost: 1 },
    { label: 'b', quality: 0.9, cost: 1 },
  ],
  cases: 40,
  seed: 1,
});
const run = {
  baseline_id: null,
  targets: ['a', 'b'].map((label) => ({ ...exampleTarget(label), id: label })),
};
const read = (words: RequirementInput) => requirementsOf(words, run, table);

it('reads every word', () => {
  const words = {
    scope: 'suite',
    baseline: 'sim/a',
    margin: '2%',
    minQuality: '0.8',
    maxP95: '4000',
    maxTruncated: '20%',
    maxPer1k: '1.5',
    maxMonthly: '100',
    context: '32000',
    needs: 'tools, json',
    calls: '50000',
    inputTokens: '900',
    mix: 'a=3,b=1',
    weights: 'quality=3,cost=1',
  };
  expect(read(words)).toEqual({
    scope: 'suite',
    baseline_id: 'a',
    margin: 0.02,
    quality_floor: 0.8,
    max_p95_ms: 4000,
    max_error_rate: 0.05,
    max_truncated_rate: 0.2,
    max_per_1k_usd: 1.5,
    max_monthly_usd: 100,
    context_tokens: 32000,
    abilities: ['tools', 'json'],
    traffic: { calls: 50000, input_tokens: 900, output_tokens: null, mix: { a: 3, b: 1 } },
    weights: { quality: 3, cost: 1, speed: 0 },
  });
});

it('takes the best for the baseline when none is named', () => {
  expect(read({})).toMatchObject({
    baseline_id: 'b',
    baseline_is_best: true,
    margin: 0.03,
    scope: 'work',
    traffic: null,
  });
});

describe('the best of a run', () => {
  const targets = ['whole', 'partial', 'fails'];
  const best = (judged: (target: number, row: number) => MadeUpCell) => {
    const made = madeUpTable({ targets, cases: 100 }, judged);
    return requirementsOf({}, { ...run, targets: [] }, made).baseline_id;
  };

  it('is one that was judged throughout, where there is one', () => {
    expect(best((t, c) => (t === 1 && c % 4 === 0 ? {} : { quality: [0.5, 1, 0][t] ?? 0 }))).toBe('id-whole');
  });

  it('is found by the mean of what was judged', () => {
    expect(best((t, c) => (t === 1 && c === 0 ? {} : { quality: [0.895, 0.9, 0][t] ?? 0 }))).toBe(
      'id-partial',
    );
    expect(best((t, c) => (c % 2 === t % 2 ? { quality: [0.5, 0.9, 0.2][t] ?? 0 } : {}))).toBe('id-partial');
  });

  it('is none where nothing is right', () => {
    expect(best(() => ({ quality: 0 }))).toBeNull();
    expect(best(() => ({}))).toBeNull();
  });
});

it.each<[RequirementInput, string]>([
  [{ margin: 'x' }, 'margin is "x"'],
  [{ margin: '120%' }, 'margin is "120%"'],
  [{ maxP95: '-1' }, 'p95 in ms is "-1"'],
  [{ scope: 'all' }, 'scope is "all"'],
  [{ weights: 'taste=1' }, 'a weight is "taste"'],
  [{ weights: 'cost=0' }, 'weights is "cost=0"'],
  [{ calls: '1', mix: 'a' }, 'mix is "a"'],
  [{ baseline: 'z' }, 'there is no target "z" in this run'],
  [{ needs: 'tools, flying' }, 'ability is "flying"'],
  [{ maxMonthly: '5' }, 'a monthly budget requires'],
])('refuses %j', (words, message) => {
  expect(() => read(words)).toThrow(message);
});
