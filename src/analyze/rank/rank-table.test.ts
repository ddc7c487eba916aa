import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { pickTargets } from '../table/pick-targets.ts';
import { rankTable } from './rank-table.ts';

const random = seededRandom('rank');
const chances = [0.2, 0.85, 0.85, 0.5];
const table = madeUpTable(
  { targets: ['low', 'high', 'high too', 'middle'], cases: 150, repeats: 2 },
  (target) => ({
    quality: random() < (chances[target] as number) ? 1 : 0,
    e2e_ms: 100 * (target + 1),
    ...(target === 3 ? {} : { cost_nanousd: 1e6 / (target + 1) }),
  }),
);

describe('rankTable', () => {
  const ranking = rankTable(table, { quality: 1, cost: 1 });

  it('orders by quality and says which places are not sure', () => {
    const rows = ranking?.targets.map(({ label, best_rank, worst_rank }) => [label, best_rank, worst_rank]);
    expect(rows?.slice(2)).toEqual([
      ['middle', 3, 3],
      ['low', 4, 4],
    ]);
    expect(rows?.[0]?.slice(1)).toEqual([1, 2]);
    expect(rows?.[1]?.slice(1)).toEqual([1, 2]);
  });

  it('rates by who did better, around 1000', () => {
    const ratings = ranking?.targets.map(({ rating }) => rating?.value as number) ?? [];
    expect(ratings.reduce((sum, rating) => sum + rating, 0)).toBeCloseTo(4000, 6);
    expect(ratings[0]).toBeGreaterThan(ratings[2] as number);
    expect(ranking?.targets.reduce((sum, { win_rate }) => sum + (win_rate as number), 0)).toBeCloseTo(2, 9);
  });

  it('weighs what is known and leaves out who lacks it', () => {
    expect(ranking?.weighted?.order.map(({ label }) => label)).not.toContain('middle');
    expect(ranking?.weighted?.ranges.map(({ criterion, share }) => [criterion, share])).toEqual([
      ['quality', 0.5],
      ['cost', 0.5],
    ]);
  });

  it('does not care for the order of targets', () => {
    const turned = rankTable(pickTargets(table, [3, 2, 1, 0]));
    expect(turned?.targets.map(({ label, best_rank, worst_rank }) => [label, best_rank, worst_rank])).toEqual(
      ranking?.targets.map(({ label, best_rank, worst_rank }) => [label, best_rank, worst_rank]),
    );
  });

  it('ranks nothing that was never scored', () => {
    expect(rankTable(madeUpTable({ targets: ['a'], cases: 3 }, () => ({ failed: true })))).toBeNull();
  });
});
