import { describe, expect, it } from 'vitest';
import { exampleTarget } from '../../../test/example-summary.ts';
import { plantedTable, type Planted, type PlantedModel } from '../../../test/made-up/planted-table.ts';
import type { Candidate, Recommendation, TargetFacts, Requirements } from '../../contract/recommendation.ts';
import { cellState } from '../../contract/result-table.ts';
import { recommend } from './recommend.ts';

const requirements: Requirements = {
  scope: 'work',
  baseline_id: 'base',
  margin: 0.05,
  quality_floor: null,
  max_p95_ms: null,
  max_error_rate: 0.05,
  max_per_1k_usd: null,
  max_monthly_usd: null,
  context_tokens: null,
  abilities: [],
  traffic: null,
  weights: null,
};
const traffic = { calls: 1_000_000, input_tokens: null, output_tokens: null, mix: null };
const base: PlantedModel = { label: 'base', quality: 0.8, cost: 0.01 };
const thrifty: PlantedModel = { label: 'thrifty', quality: 0.8, cost: 0.0072 };
const weak: PlantedModel = { label: 'weak', quality: 0.5, cost: 0.001 };

interface Asked extends Partial<Omit<Planted, 'models'>> {
  requirements?: Partial<Requirements>;
  facts?: Map<string, TargetFacts>;
}

/** Of one target, so many of its first answers are cut at their limit. */
interface Cut {
  target: number;
  answers: number;
}

function ask(
  models: PlantedModel[],
  { requirements: change = {}, facts, cut, ...planted }: Asked & { cut?: Cut } = {},
): Recommendation {
  const table = plantedTable({ cases: 1500, seed: 3, ...planted, models });
  const width = table.cases.length * table.repeats;
  if (cut) table.state.fill(cellState.truncated, cut.target * width, cut.target * width + cut.answers);
  const targets = models.map(({ label }) => ({ ...exampleTarget(label), id: label }));
  const run = { run_id: 'planted', suite_name: 'planted', cases: planted.cases ?? 1500, targets };
  return recommend({
    run,
    table,
    requirements: { ...requirements, ...change },
    resamples: 200,
    ...(facts && { facts }),
  });
}

const named = (answer: Recommendation, id: string) =>
  answer.candidates.find(({ target_id }) => target_id === id) as Candidate;
const missed = (answer: Recommendation, id: string) =>
  named(answer, id)
    .checks.filter(({ status }) => status !== 'met')
    .map(({ name, status }) => [name, status]);

describe('answers that were cut at their token limit', () => {
  const few = { max_truncated_rate: 0.05 };

  it('keep a target from being chosen when they are many: its quality and cost are those of the limit', () => {
    const answer = ask([base, thrifty], { requirements: few, cut: { target: 1, answers: 1300 } });
    expect(answer.pick).toBe('base');
    expect(missed(answer, 'thrifty')).toEqual([['truncated', 'missed']]);
    expect(answer.binding).toBeNull();
    expect(named(answer, 'thrifty').pick_share).toBe(0);
    expect(ask([base, thrifty], { requirements: few, cut: { target: 1, answers: 75 } }).pick).toBe('thrifty');
    expect(ask([base, thrifty], { cut: { target: 1, answers: 1300 } }).pick).toBe('thrifty');
  });

  it('of the baseline leave nothing to be as good as', () => {
    const answer = ask([base, thrifty], { requirements: few, cut: { target: 0, answers: 1300 } });
    expect(answer.pick).toBeNull();
    expect(missed(answer, 'base')).toEqual([['truncated', 'missed']]);
    expect(missed(answer, 'thrifty')).toEqual([['margin', 'unknown']]);
    expect(named(answer, 'thrifty').pick_share).toBe(0);
    expect(named(answer, 'thrifty').checks.find(({ name }) => name === 'margin')?.note).toContain('were cut');
  });
});

describe('recommend', () => {
  it('takes the cheapest that is as good, with its saving and how sure it is', () => {
    const answer = ask([base, thrifty, weak], { requirements: { traffic } });
    expect(answer).toMatchObject({
      pick: 'thrifty',
      runner_up: 'base',
      binding: { name: 'margin', pick: 'weak' },
    });
    expect(answer.holds).toBeGreaterThan(0.7);
    const { value, low, high, per_month_usd: month } = answer.saving as NonNullable<Recommendation['saving']>;
    expect(low).toBeLessThan(0.28);
    expect(high).toBeGreaterThan(0.28);
    expect(month?.value).toBeCloseTo(value * 1e6 * 0.01, -3);
    expect(missed(answer, 'weak')).toEqual([['margin', 'missed']]);
    expect(named(answer, 'weak').frontier_share).toBeGreaterThan(0.9);
  });

  it.each<[string, PlantedModel, string, string]>([
    ['mostly failed', { ...thrifty, label: 'odd', cost: 0.0001, fails: 0.8 }, 'error_rate', 'missed'],
    ['has no known price', { ...thrifty, label: 'odd', cost: Number.NaN }, 'known_cost', 'unknown'],
    [
      'was asked half of the suite',
      { ...thrifty, label: 'odd', cost: 0.0001, asked: 0.5 },
      'coverage',
      'missed',
    ],
  ])('never takes one that %s', (_, odd, check, status) => {
    for (const weights of [null, { quality: 0, cost: 1, speed: 0 }]) {
      const answer = ask([base, thrifty, odd], { requirements: { weights } });
      expect(answer.pick).toBe('thrifty');
      expect(missed(answer, 'odd')).toContainEqual([check, status]);
      expect(named(answer, 'odd')).toMatchObject({ frontier_share: null, pick_share: 0 });
    }
  });

  it('with few cases says undecided instead of as good', () => {
    const answer = ask([base, thrifty], { cases: 30 });
    expect(missed(answer, 'thrifty')).toEqual([['margin', 'undecided']]);
    expect(answer).toMatchObject({ pick: 'base', saving: null });
  });

  it('about this suite alone, what was measured is what there is', () => {
    const answer = ask([base, { ...thrifty, quality: 0.9 }], { cases: 60, requirements: { scope: 'suite' } });
    expect(answer).toMatchObject({ pick: 'thrifty', holds: 1 });
    expect(answer.saving?.low).toBeCloseTo(answer.saving?.high as number, 12);
  });

  it('holds every other wish against a target, unknown never being met', () => {
    const facts = new Map<string, TargetFacts>([
      ['base', { context_tokens: 200_000, abilities: { tools: true } }],
      ['thrifty', { context_tokens: 8_000, abilities: { tools: false } }],
    ]);
    const answer = ask([base, thrifty, { ...thrifty, label: 'unheard', ms: 9000 }], {
      facts,
      requirements: {
        max_p95_ms: 4000,
        quality_floor: 0.6,
        max_per_1k_usd: 20,
        max_monthly_usd: 100_000,
        context_tokens: 100_000,
        abilities: ['tools'],
        traffic,
      },
    });
    expect(answer.pick).toBe('base');
    expect(missed(answer, 'thrifty')).toEqual([
      ['context', 'missed'],
      ['abilities', 'missed'],
    ]);
    expect(missed(answer, 'unheard')).toEqual([
      ['p95', 'missed'],
      ['context', 'unknown'],
      ['abilities', 'unknown'],
    ]);
  });

  it('weighs as the user does', () => {
    const quick: PlantedModel = { label: 'quick', quality: 0.79, cost: 0.0095, ms: 100 };
    const models = [base, thrifty, quick];
    expect(ask(models, { requirements: { weights: { quality: 1, cost: 1, speed: 0 } } }).pick).toBe(
      'thrifty',
    );
    expect(ask(models, { requirements: { weights: { quality: 1, cost: 0, speed: 1 } } }).pick).toBe('quick');
  });

  it("costs the user's mix of categories, and refuses one that is not there", () => {
    const mix = { a: 0.9, b: 0.1 };
    const change = { traffic: { ...traffic, mix } };
    const even = ask([base, thrifty], { categories: ['a', 'b'] });
    const mixed = ask([base, thrifty], { categories: ['a', 'b'], requirements: change });
    expect(named(mixed, 'base').per_1k_usd?.value).not.toBe(named(even, 'base').per_1k_usd?.value);
    expect(() => ask([base, thrifty], { requirements: change })).toThrow('category "a"');
  });

  it('is the same for the same seed, whatever the order of the targets', () => {
    const models = [base, thrifty, weak];
    expect(ask(models)).toEqual(ask(models));
    expect(ask([weak, thrifty, base])).toEqual(ask(models));
  });
});
