import { describe, expect, it } from 'vitest';
import { plantedTable } from '../../../test/made-up/planted-table.ts';
import { cellState } from '../../contract/result-table.ts';
import { blockSums } from './block-sums.ts';

const models = [{ label: 'a', quality: 0.7, cost: 0.01, fails: 0.1 }];
const options = { weightOf: () => 1, slowMs: 1000, seed: 1 };
const total = (sums: Float64Array = new Float64Array()) => sums.reduce((sum, value) => sum + value, 0);

describe('blockSums', () => {
  it('has a block for each cluster, and for 500 at most, losing nothing', () => {
    for (const [cases, clusterSize, clusters, blocks] of [
      [40, undefined, 40, 40],
      [40, 10, 4, 4],
      [1200, undefined, 1200, 500],
    ] as const) {
      const table = plantedTable({ models, cases, seed: 1, ...(clusterSize && { clusterSize }) });
      const sums = blockSums(table, options);
      expect(sums).toMatchObject({ clusters, blocks });
      const [own] = sums.targets;
      const failed = table.state.filter((state) => state === cellState.failed).length;
      expect([total(own?.calls), total(own?.failed)]).toEqual([cases, failed]);
      expect(total(own?.cost)).toBeCloseTo(total(table.cost_nanousd) / 1e9, 9);
    }
  });

  it('puts as many clusters into one block as into another, drawn by the seed', () => {
    const table = plantedTable({ models, cases: 1000, seed: 1 });
    const drawn = [1, 1, 2].map((seed) => blockSums(table, { ...options, seed }).targets[0]);
    expect(new Set(drawn[0]?.calls)).toEqual(new Set([2]));
    expect(drawn[1]?.cost).toEqual(drawn[0]?.cost);
    expect(drawn[2]?.cost).not.toEqual(drawn[0]?.cost);
  });
});
