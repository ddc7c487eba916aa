import { expect, it } from 'vitest';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { compareTable } from '../compare/compare-table.ts';
import { qualityOfCalls } from './quality-of-calls.ts';
import { rankTable } from '../rank/rank-table.ts';

/** Both are right in every answer; the second gives none in every fourth case. */
const failing = madeUpTable({ targets: ['sound', 'failing'], cases: 80 }, (target, index) =>
  target === 1 && index % 4 === 0 ? { failed: true } : { quality: 1, cost_nanousd: 1000, e2e_ms: 100 },
);

it('counts a call without an answer 0, and leaves alone what was not asked or not judged', () => {
  const table = madeUpTable({ targets: ['a', 'b'], cases: 3 }, (target, index) => {
    if (index === 0) return null;
    return index === 1 ? { failed: true } : target === 0 ? { quality: 0.5 } : {};
  });
  expect([...qualityOfCalls(table)]).toEqual([Number.NaN, 0, 0.5, Number.NaN, 0, Number.NaN]);
});

it('knows no quality where nothing was judged', () => {
  const table = madeUpTable({ targets: ['a'], cases: 2 }, (_, index) => ({ failed: index === 0 }));
  expect([...qualityOfCalls(table)]).toEqual([Number.NaN, Number.NaN]);
});

it('is what compare and rank go by: failing does not pay', () => {
  const comparison = compareTable(failing);
  const quality = comparison.pairs[0]?.metrics.find(({ metric }) => metric === 'quality');
  expect(quality).toMatchObject({ n: 80, verdict: 'better' });
  expect(quality?.effect?.value).toBeCloseTo(0.25, 12);
  expect(comparison.targets.map((one) => one.quality)).toEqual([1, 0.75]);
  expect(rankTable(failing)?.targets.map(({ label, quality: mean }) => [label, mean])).toEqual([
    ['sound', 1],
    ['failing', 0.75],
  ]);
});
