import { expect, it } from 'vitest';
import { plantedTable } from '../../test/made-up/planted-table.ts';
import { requirementsOf } from '../decide/recommend/read-requirements.ts';
import { pickTargets } from '../analyze/table/pick-targets.ts';
import { inComputePool, prepareComputePool } from './compute-pool.ts';
import { heavyWork } from './heavy-work.ts';
import { cpuMsOf } from '../../test/cpu-ms.ts';

const models = ['a', 'b', 'c'].map((label, i) => ({
  label,
  quality: 0.6 + 0.1 * i,
  cost: 0.001 * (i + 1),
  fails: 0.02,
}));
const table = plantedTable({ models, cases: 1500, repeats: 3, seed: 1, categories: ['x', 'y'] });
const run = {
  run_id: 'r',
  suite_name: 's',
  cases: 1500,
  targets: [],
  baseline_id: 'c',
} as unknown as Parameters<typeof requirementsOf>[1] & Parameters<typeof heavyWork.recommend>[0]['run'];
const many = Number.POSITIVE_INFINITY;

it('gives on a thread what it gives here, to the last bit', async () => {
  const requirements = requirementsOf({}, run, table);
  const facts = new Map([['a', {}]]);
  const asked = { run, table, requirements, facts };
  const [compared, ranked, recommended, routed] = await Promise.all([
    inComputePool(many, 'compareTable', table),
    inComputePool(many, 'rankTable', table),
    inComputePool(many, 'recommend', asked),
    inComputePool(many, 'route', { run, table, margin: 0.02 }),
  ]);
  expect(compared).toStrictEqual(heavyWork.compareTable(table));
  expect(ranked).toStrictEqual(heavyWork.rankTable(table));
  expect(recommended).toStrictEqual(heavyWork.recommend(asked));
  expect(routed).toStrictEqual(heavyWork.route({ run, table, margin: 0.02 }));
});

it('hands tables over without copying them', () => {
  expect(table.quality.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(pickTargets(table, [1]).state.buffer).toBeInstanceOf(SharedArrayBuffer);
});

it('computes after its threads were asked to load', async () => {
  prepareComputePool(0);
  prepareComputePool(many);
  expect(await inComputePool(many, 'rankTable', table)).toStrictEqual(heavyWork.rankTable(table));
});

it('leaves the main thread free', async () => {
  const requirements = requirementsOf({}, run, table);
  const before = process.cpuUsage();
  const mine = await cpuMsOf(() =>
    Promise.all(
      Array.from({ length: 3 }, () =>
        inComputePool(many, 'recommend', { run, table, requirements, resamples: 20_000 }),
      ),
    ),
  );
  const all = process.cpuUsage(before).user / 1000;
  expect(mine).toBeLessThan(all / 3);
});

it('tells what was refused as if it were refused here', async () => {
  const small = plantedTable({ models, cases: 10, seed: 1 });
  const here = await inComputePool(0, 'route', { run, table: small, margin: 0 }).catch(
    (error: unknown) => error,
  );
  const there = await inComputePool(many, 'route', { run, table: small, margin: 0 }).catch(
    (error: unknown) => error,
  );
  expect(there).toMatchObject({ name: 'AssayError', code: 'usage' });
  expect(there).toEqual(here);
});
