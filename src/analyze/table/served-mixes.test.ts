import { expect, it } from 'vitest';
import { runOf, sampleOf } from '../../../test/made-up/board-rows.ts';
import { tableOfRows } from '../../../test/made-up/table-of-rows.ts';
import { pickTargets } from './pick-targets.ts';
import { mixedTargets, servedMixes } from './served-mixes.ts';

const places = [0, 1, 2].map((index) => ({
  id: `case-${index}`,
  index,
  cluster: '',
  category: '',
  tags: [],
}));
const table = tableOfRows(runOf(['a', 'b', 'c']), places, [
  sampleOf('a', 0, { served_by: 'east', service_tier: 'flex', reasoning_effective: 'low' }),
  sampleOf('a', 1, { served_by: 'west', service_tier: 'flex', reasoning_effective: 'low' }),
  sampleOf('a', 2, { served_by: 'west', region: 'here', reasoning_effective: 'high' }),
  sampleOf('b', 0, { served_by: 'east' }),
  sampleOf('b', 1, { outcome: 'timeout' }),
]);
const nothing = { served_by: {}, service_tiers: {}, regions: {}, efforts: {} };

it('counts who served each target; what is not said is nobody', () => {
  expect(servedMixes(table)).toEqual([
    {
      served_by: { east: 1, west: 2 },
      service_tiers: { flex: 2 },
      regions: { here: 1 },
      efforts: { high: 1, low: 2 },
    },
    { ...nothing, served_by: { east: 1 } },
    nothing,
  ]);
});

it('marks those alone that more than one served, also when targets are picked', () => {
  expect(mixedTargets(table).map((mix) => mix !== null)).toEqual([true, false, false]);
  expect(mixedTargets(pickTargets(table, [1, 0])).map((mix) => mix !== null)).toEqual([false, true]);
});
