import { expect, it } from 'vitest';
import { plantedTable } from '../../test/made-up/planted-table.ts';
import { cellState } from '../contract/result-table.ts';
import { targetFigures } from './target-figures.ts';

it('counts, averages and keeps unknown apart', () => {
  const table = plantedTable({
    models: [
      { label: 'a', quality: 0.8, cost: 0.002, fails: 0.25 },
      { label: 'b', quality: 0.5, cost: Number.NaN },
      { label: 'c', quality: 0.5, cost: 1, asked: 0 },
    ],
    cases: 200,
    repeats: 2,
    seed: 1,
    categories: ['x', 'y'],
  });
  const [a, b, c] = targetFigures(table);
  const failed = table.state.subarray(0, 400).filter((state) => state === cellState.failed).length;
  expect(a).toMatchObject({ label: 'a', asked: 400, failed, n_unpriced: 0 });
  expect(a?.error_rate?.value).toBeCloseTo(failed / 400, 12);
  expect(a?.cost_per_1k_usd).toBeCloseTo(((a?.total_usd ?? 0) / 400) * 1000, 9);
  const { x, y } = a?.by_category ?? {};
  expect((x?.n ?? 0) + (y?.n ?? 0)).toBe(400 - failed);
  expect(a?.quality?.clusters).toBeLessThanOrEqual(200);
  expect(b).toMatchObject({ cost_per_1k_usd: null, total_usd: null, n_unpriced: 400 });
  expect(c).toMatchObject({ asked: 0, quality: null, e2e_ms: null, error_rate: null, output_tokens: null });
});
