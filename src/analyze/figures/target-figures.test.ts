import { expect, it } from 'vitest';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { plantedTable } from '../../../test/made-up/planted-table.ts';
import { cellState } from '../../contract/result-table.ts';
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
  expect((x?.n ?? 0) + (y?.n ?? 0)).toBe(400);
  const answered = a?.quality_answered;
  expect(answered?.n).toBe(400 - failed);
  expect((a?.quality?.value ?? 0) * 400).toBeCloseTo((answered?.value ?? 0) * (400 - failed), 9);
  expect(a?.quality?.clusters).toBeLessThanOrEqual(200);
  expect(a).toMatchObject({ truncated: 0, refused: 0, unscored: 0 });
  expect(b).toMatchObject({ cost_per_1k_usd: null, total_usd: null, n_unpriced: 400 });
  expect(c).toMatchObject({ asked: 0, quality: null, e2e_ms: null, error_rate: null, output_tokens: null });
});

it('counts answers that were cut, refused or not scored', () => {
  const table = madeUpTable({ targets: ['a'], cases: 6 }, (_, index) => ({
    ...(index !== 5 && { quality: 1 }),
    failed: index === 0,
  }));
  table.state[1] = cellState.truncated;
  table.state[2] = cellState.truncated;
  table.state[3] = cellState.refused;
  expect(targetFigures(table)[0]).toMatchObject({
    failed: 1,
    truncated: 2,
    refused: 1,
    unscored: 1,
    quality: { n: 5, value: 0.8 },
    quality_answered: { n: 4, value: 1 },
  });
});
