import { describe, expect, it } from 'vitest';
import { cellOf } from '../../src/analyze/table/cell-of.ts';
import { seededRandom, shuffled } from '../../src/base/random.ts';
import { cellState, type TableCase } from '../../src/contract/result-table.ts';
import { runOf, sampleOf } from './board-rows.ts';
import { tableOfRows } from './table-of-rows.ts';

const caseOf = (index: number, id = `case-${index}`): TableCase => ({
  id,
  index,
  cluster: '',
  category: '',
  tags: [],
});
const run = runOf(['a', 'b']);

describe('tableOfRows', () => {
  it('puts each sample in its cell and leaves unknown what is unknown', () => {
    const table = tableOfRows(
      run,
      [caseOf(3), caseOf(7)],
      [
        sampleOf('b', 7, { repeat: 1, quality: 0.5, e2e_ms: 80, cost_nanousd: null }),
        sampleOf('a', 3, { outcome: 'timeout', e2e_ms: null, quality: null }),
      ],
    );
    expect(table.repeats).toBe(2);
    expect(table.targets.map(({ id, run_id }) => [id, run_id])).toEqual([
      ['a', 'run'],
      ['b', 'run'],
    ]);
    const cell = cellOf(table, 1, 1, 1);
    expect([table.quality[cell], table.e2e_ms[cell], table.cost_nanousd[cell], table.state[cell]]).toEqual([
      0.5,
      80,
      Number.NaN,
      cellState.answered,
    ]);
    expect([...table.state]).toEqual([2, 0, 0, 0, 0, 0, 0, 1]);
    expect(table.quality.filter((value) => !Number.isNaN(value))).toHaveLength(1);
  });

  it('leaves out warm-up and what was given up or never sent', () => {
    const table = tableOfRows(
      run,
      [caseOf(0)],
      [
        sampleOf('a', 0, { is_warmup: true, repeat: 4 }),
        sampleOf('a', 0, { outcome: 'cancelled' }),
        sampleOf('b', 0, { outcome: 'dropped', repeat: 1 }),
      ],
    );
    expect(table.repeats).toBe(0);
    expect(table.state).toHaveLength(0);
  });

  it('adds what retried attempts cost, unless the cost of the last one is unknown', () => {
    const known = sampleOf('a', 0, { cost_nanousd: 100 });
    const unknown = sampleOf('b', 0, { cost_nanousd: null });
    const retried = [known, known, unknown].map(({ sample_id }) => ({ sample_id, cost_nanousd: 7 }));
    const table = tableOfRows(run, [caseOf(0)], [known, unknown], retried);
    expect([...table.cost_nanousd]).toEqual([114, Number.NaN]);
  });

  it('does not care for the order of rows', () => {
    const cases = Array.from({ length: 5 }, (_, index) => caseOf(index));
    const samples = ['a', 'b'].flatMap((target) =>
      cases.map(({ index }) => sampleOf(target, index, { quality: index / 7 })),
    );
    const expected = tableOfRows(run, cases, samples);
    for (let seed = 0; seed < 5; seed++)
      expect(tableOfRows(run, cases, shuffled(samples, seededRandom(seed)))).toEqual(expected);
  });
});
