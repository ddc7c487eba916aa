import { describe, expect, it } from 'vitest';
import { cellState, type TableCase } from '../../contract/result-table.ts';
import { runOf, sampleOf } from '../../../test/made-up/board-rows.ts';
import { cellOf } from './cell-of.ts';
import { joinTables } from './join-tables.ts';
import { servedMixes } from './served-mixes.ts';
import { tableOfRows } from '../../../test/made-up/table-of-rows.ts';

const caseOf = (index: number, id = `case-${index}`): TableCase => ({
  id,
  index,
  cluster: '',
  category: '',
  tags: [],
});
const run = runOf(['a', 'b']);

describe('joinTables', () => {
  const first = tableOfRows(
    run,
    [caseOf(0), caseOf(1)],
    [sampleOf('a', 1, { quality: 1, repeat: 1 }), sampleOf('b', 0, { quality: 0 })],
  );
  const second = tableOfRows(
    runOf(['a'], { run_id: 'other' }),
    [caseOf(0, 'case-1'), caseOf(1, 'new')],
    [sampleOf('a', 0, { quality: 0.25 }), sampleOf('a', 1, { quality: 0.75 })],
  );

  it('matches cases by id and keeps the targets of each run', () => {
    const joined = joinTables([first, second]);
    expect(joined.cases.map(({ id }) => id)).toEqual(['case-0', 'case-1', 'new']);
    expect(joined.targets.map(({ id, run_id }) => `${run_id}/${id}`)).toEqual(['run/a', 'run/b', 'other/a']);
    expect(joined.repeats).toBe(2);
    const quality = (target: number, place: number, repeat = 0) =>
      joined.quality[cellOf(joined, target, place, repeat)];
    expect([quality(0, 1, 1), quality(1, 0), quality(2, 1), quality(2, 2)]).toEqual([1, 0, 0.25, 0.75]);
    expect(quality(2, 0)).toBeNaN();
    expect(joined.state.filter((state) => state === cellState.answered)).toHaveLength(4);
  });

  it('keeps who served each, whatever the order of names in its run', () => {
    const one = tableOfRows(run, [caseOf(0)], [sampleOf('a', 0, { served_by: 'x' })]);
    const two = tableOfRows(
      runOf(['a'], { run_id: 'other' }),
      [caseOf(0)],
      [sampleOf('a', 0, { served_by: 'w' }), sampleOf('a', 0, { served_by: 'x', repeat: 1 })],
    );
    expect(servedMixes(joinTables([one, two])).map(({ served_by }) => served_by)).toEqual([
      { x: 1 },
      {},
      { w: 1, x: 1 },
    ]);
  });

  it('leaves a single table as it is', () => {
    expect(joinTables([first])).toBe(first);
  });
});
