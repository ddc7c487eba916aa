import { expect, it } from 'vitest';
import { plantedTable } from '../../../test/made-up/planted-table.ts';
import { compareTable } from '../../analyze/compare/compare-table.ts';
import { cellState } from '../../contract/result-table.ts';
import { route } from './route.ts';

const run = { run_id: 'r', suite_name: 'planted' };
const models = [
  { label: 'cheap', quality: 0.6, cost: 0.001 },
  { label: 'dear', quality: 0.9, cost: 0.02 },
];

/** In category `easy` the cheap one is always right, in `hard` always wrong, and writes long. */
function plain(seed = 1) {
  const table = plantedTable({ models, cases: 600, seed, categories: ['easy', 'hard'] });
  for (let c = 0; c < 600; c++) {
    const hard = c % 2 === 1;
    table.quality[c] = hard ? 0 : 1;
    table.output_tokens[c] = hard ? 500 : 50;
    table.quality[600 + c] = 1;
  }
  return table;
}

it('finds what goes where, and tells of cases it was not fitted on', () => {
  const report = route({ run, table: plain(), margin: 0.01 });
  expect(report.fitted + report.held_out).toBe(600);
  expect(report.policy).toMatchObject({
    categories: { easy: 'cheap', hard: 'dear' },
    fallback: 'dear',
    cascade: { first: 'cheap', second: 'dear' },
  });
  const [cheap, expensive, category, cascade, checked, oracle] = report.policies;
  expect(category).toMatchObject({ kind: 'category', quality: 1, hypothetical: false });
  expect(category?.per_1k_usd).toBeLessThan(0.65 * (expensive?.per_1k_usd ?? 0));
  expect(category?.above_mixing).toBeGreaterThan(0.15);
  expect(cascade?.quality).toBe(1);
  expect(cascade?.share['cheap']).toBeCloseTo(1, 9);
  expect(checked?.hypothetical).toBe(true);
  expect(oracle?.quality).toBe(1);
  expect(oracle?.per_1k_usd).toBeCloseTo(category?.per_1k_usd ?? 0, 9);
  expect(cheap?.quality).toBeGreaterThan(0.4);
  expect(report.router?.apgr).toBeGreaterThan(0.7);
  expect(report.router?.cpt['50']).toBeLessThan(0.35);
});

it('the oracle is never beaten, and nothing beats it at its quality', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const table = plantedTable({ models, cases: 200, seed, categories: ['a', 'b', 'c'] });
    const { policies } = route({ run, table, margin: 0.02, seed });
    const oracle = policies.find(({ kind }) => kind === 'oracle');
    expect(oracle?.quality).toBeGreaterThan(0);
    for (const { quality } of policies) expect(quality).toBeLessThanOrEqual((oracle?.quality ?? 0) + 1e-12);
  }
});

it('where categories tell nothing, does no better than mixing', () => {
  const table = plantedTable({ models, cases: 2000, seed: 5, categories: ['a', 'b'] });
  const { router } = route({ run, table, margin: 0.02 });
  expect(router?.apgr).toBeGreaterThan(0.35);
  expect(router?.apgr).toBeLessThan(0.65);
});

it('leaves out what has no known cost or too little of the suite, and says so', () => {
  const odd = [
    { label: 'unpriced', quality: 0.9, cost: Number.NaN },
    { label: 'half', quality: 0.9, cost: 0.01, asked: 0.5 },
  ];
  const table = plantedTable({ models: [...models, ...odd], cases: 300, seed: 2 });
  const { left_out, policies } = route({ run, table, margin: 0.02 });
  expect(left_out).toEqual([
    { target_id: 'unpriced', reason: 'its cost is unknown' },
    { target_id: 'half', reason: 'too little of the suite was scored' },
  ]);
  expect(policies.filter(({ kind }) => kind === 'single')).toHaveLength(2);
});

it('says why a target that is paid for by the hour is left out', () => {
  const served = { label: 'served', quality: 0.9, cost: Number.NaN };
  const table = plantedTable({ models: [...models, served], cases: 300, seed: 2 });
  Object.assign(table.targets[2] ?? {}, { by_hour: true });
  const { left_out } = route({ run, table, margin: 0.02 });
  expect(left_out[0]?.reason).toContain('by the hour');
  const comparison = compareTable(table);
  expect(comparison.notes.join()).toContain('Paid for by the hour (served)');
  expect(comparison.notes.join()).not.toContain('Cost unknown');
});

it('refuses what cannot be told', () => {
  const one = plantedTable({ models: models.slice(0, 1), cases: 300, seed: 1 });
  expect(() => route({ run, table: one, margin: 0 })).toThrow('two targets');
  const few = plantedTable({ models, cases: 30, seed: 1 });
  few.state.fill(cellState.answered);
  expect(() => route({ run, table: few, margin: 0 })).toThrow('40 cases');
});
