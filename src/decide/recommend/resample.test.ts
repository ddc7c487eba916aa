import { describe, expect, it } from 'vitest';
import { madeUpTable, type MadeUpCell } from '../../../test/made-up/result-table.ts';
import { seededRandom } from '../../base/random.ts';
import type { Check, CheckName, Requirements } from '../../contract/recommendation.ts';
import { blockSums } from './block-sums.ts';
import { meansOf } from './means.ts';
import { resample, type Contender } from './resample.ts';

const requirements: Requirements = {
  scope: 'work',
  baseline_id: null,
  margin: 0.05,
  quality_floor: null,
  max_p95_ms: null,
  max_error_rate: 1,
  max_per_1k_usd: null,
  max_monthly_usd: null,
  context_tokens: null,
  abilities: [],
  traffic: null,
  weights: null,
};
const met = (name: CheckName): Check => ({ name, status: 'met', value: null, limit: null, note: null });
const always = (['coverage', 'known_cost', 'error_rate'] as const).map(met);

interface Given extends Partial<Omit<Contender, 'sums' | 'means'>> {
  cell(index: number): MadeUpCell;
}
function shares(
  given: Given[],
  more: Partial<Requirements> = {},
  { shrink = 1, resamples = 200, cases = 60 } = {},
) {
  const table = madeUpTable(
    { targets: given.map((_, t) => `t${t}`), cases },
    (t, c) => given[t]?.cell(c) ?? null,
  );
  const wanted = { ...requirements, ...more };
  const sums = blockSums(table, { weightOf: () => 1, slowMs: wanted.max_p95_ms ?? Infinity, seed: 1 });
  const contenders = given.map(({ cell: _cell, ...rest }, t): Contender => {
    const own = sums.targets[t];
    if (!own) throw new Error('as many sums as targets');
    return {
      sums: own,
      means: meansOf(own),
      scale: 1,
      p95: 100,
      halves: [],
      floorHalf: 0,
      checks: always,
      ...rest,
    };
  });
  return resample(contenders, {
    requirements: wanted,
    blocks: sums.blocks,
    resamples,
    shrink,
    random: seededRandom('test'),
  });
}
const steady = (quality: number, usd: number) => (): MadeUpCell => ({
  quality,
  cost_nanousd: usd * 1e9,
  e2e_ms: 100,
});
const swinging =
  (usd: number) =>
  (c: number): MadeUpCell => ({ quality: 1, cost_nanousd: (c % 2 ? 0.2 : 1.8) * usd * 1e9, e2e_ms: 100 });

describe('how often the pick would be the same', () => {
  it('is always where nothing varies', () => {
    expect(shares([{ cell: steady(1, 2) }, { cell: steady(1, 1) }]).picks).toEqual([0, 1]);
  });

  it('is a part of the draws where costs swing, and all of them where these cases are all there is', () => {
    const given = [{ cell: swinging(1) }, { cell: steady(1, 1.02) }];
    const [first, second] = shares(given).picks as [number, number];
    expect(first).toBeGreaterThan(0.3);
    expect(second).toBeGreaterThan(0.1);
    expect(first + second).toBeCloseTo(1, 12);
    expect(shares(given, {}, { shrink: 0 }).picks).toEqual([1, 0]);
  });

  it('is the same again with the same seed', () => {
    const given = [{ cell: swinging(1) }, { cell: swinging(1.01) }];
    expect(shares(given)).toEqual(shares(given));
  });

  it.each<[string, Given, Partial<Requirements>]>([
    [
      'its quality is below the margin of the baseline',
      { cell: steady(0.5, 1), halves: [{ control: 0, half: 0.01 }] },
      {},
    ],
    [
      'its quality is not surely within the margin',
      { cell: steady(0.98, 1), halves: [{ control: 0, half: 0.1 }] },
      {},
    ],
    ['its quality is below the floor', { cell: steady(0.7, 1) }, { quality_floor: 0.8 }],
    [
      'its quality is not surely above the floor',
      { cell: steady(0.82, 1), floorHalf: 0.05 },
      { quality_floor: 0.8 },
    ],
    [
      'it fails too often',
      { cell: (c) => (c % 2 ? { failed: true } : steady(1, 1)()) },
      { max_error_rate: 0.1 },
    ],
    [
      'it is too slow',
      { cell: (c) => ({ ...steady(1, 1)(), e2e_ms: c % 5 ? 100 : 9000 }) },
      { max_p95_ms: 1000 },
    ],
    [
      'it cannot be told what it costs',
      { cell: steady(1, 1), checks: [...always, { ...met('known_cost'), status: 'unknown' }] },
      {},
    ],
    [
      'it lacks an ability',
      { cell: steady(1, 1), checks: [...always, { ...met('abilities'), status: 'missed' }] },
      {},
    ],
  ])('is never where %s', (_, given, more) => {
    expect(shares([{ cell: steady(1, 5) }, given], more).picks).toEqual([1, 0]);
  });

  it('is of nobody where all cost too much', () => {
    expect(shares([{ cell: steady(1, 5) }], { max_per_1k_usd: 4999 }).picks).toEqual([0]);
    expect(shares([{ cell: steady(1, 5) }], { max_per_1k_usd: 5001 }).picks).toEqual([1]);
  });
});

describe('how often a target is on the frontier', () => {
  it('is always for the cheapest and the best, never for one that another beats', () => {
    const given = [{ cell: steady(0.5, 1) }, { cell: steady(0.9, 3) }, { cell: steady(0.4, 2) }];
    expect(shares(given).frontier).toEqual([1, 1, 0]);
  });

  it('is unknown where something about it is', () => {
    const unknown = { cell: steady(1, 1), checks: [{ ...met('coverage'), status: 'missed' as const }] };
    expect(shares([unknown, { cell: steady(0.5, 2) }]).frontier).toEqual([null, 1]);
  });
});
