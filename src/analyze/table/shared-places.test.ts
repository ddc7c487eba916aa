import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTable, cellState } from '../../contract/result-table.ts';
import type { Run } from '../../contract/run.ts';
import { runOf, sampleOf } from '../../../test/made-up/board-rows.ts';
import { SharedPlaces, sharedTable } from './shared-places.ts';

const partial = (targets: string[], more: Partial<Run> = {}) =>
  runOf(targets, { status: 'partial', cases: 6, repeats: 2, ...more });

const setAside = (target_id: string) =>
  ({ lanes: [{ target_id, changes: [{ state: 'set_aside' }] }] }) as unknown as Partial<Run>;

/** `places`: of each target, cases it was asked. */
function cutOf(run: Run, places: Record<string, number[]>) {
  const shared = new SharedPlaces(run);
  const samples = Object.entries(places).flatMap(([target, cases]) =>
    cases.map((index) => sampleOf(target, index, { cost_nanousd: 1e9 })),
  );
  for (const sample of samples) shared.add(sample);
  const cut = shared.cut();
  if (!cut) return null;
  const kept = samples.filter((sample) => cut.keeps(sample));
  return { kept: kept.map(({ target_id, case_index }) => `${target_id}${case_index}`), ...cut.told() };
}

describe('SharedPlaces', () => {
  it('keeps what every target was asked, and counts the rest', () => {
    expect(cutOf(partial(['a', 'b']), { a: [0, 1, 2, 4], b: [0, 2, 3] })).toEqual({
      kept: ['a0', 'a2', 'b0', 'b2'],
      samples: 2,
      left_out: 3,
      left_out_usd: 3,
    });
  });

  it('leaves nothing out of runs that ended, or whose targets have the same or nothing in common', () => {
    expect(cutOf(partial(['a', 'b'], { status: 'done' }), { a: [0, 1], b: [0] })).toBeNull();
    expect(cutOf(partial(['a', 'b'], { load: {} as never }), { a: [0, 1], b: [0] })).toBeNull();
    expect(cutOf(partial(['a', 'b']), { a: [0, 1], b: [0, 1] })).toBeNull();
    expect(cutOf(partial(['a', 'b']), { a: [0], b: [1] })).toBeNull();
    expect(cutOf(partial(['a', 'b']), { a: [0, 1] })).toBeNull();
  });

  it('leaves out targets that were disabled or never called when it finds what all have', () => {
    const run = partial(['a', 'b', 'c', 'd'], setAside('c'));
    expect(cutOf(run, { a: [0, 1, 2], b: [0, 1], c: [0, 5] })?.kept).toEqual(['a0', 'a1', 'b0', 'b1', 'c0']);
  });

  it('takes what was given up for not asked, and an unknown cost for unknown', () => {
    const shared = new SharedPlaces(partial(['a', 'b']));
    const rows = [
      sampleOf('a', 0),
      sampleOf('a', 1, { cost_nanousd: null }),
      sampleOf('b', 0),
      sampleOf('b', 1, { outcome: 'cancelled' }),
    ];
    for (const row of rows) shared.add(row);
    const cut = shared.cut();
    expect(rows.map((row) => cut?.keeps(row))).toEqual([true, false, true, false]);
    expect(cut?.told()).toEqual({ samples: 1, left_out: 2, left_out_usd: null });
  });
});

describe('sharedTable', () => {
  const cells = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 12, maxLength: 12 }), {
    minLength: 1,
    maxLength: 4,
  });

  it('leaves every target the same cells, none that it did not have, and the table as it was', () => {
    fc.assert(
      fc.property(cells, (states) => {
        const cases = Array.from({ length: 6 }, (_, index) => ({
          id: `c${index}`,
          index,
          cluster: '',
          category: '',
          tags: [],
        }));
        const targets = states.map((_, t) => ({ id: `t${t}`, label: `t${t}`, run_id: 'r', suite_hash: 'h' }));
        const table = emptyTable({ targets, cases, repeats: 2 });
        table.state.set(states.flat());
        table.cost_nanousd.fill(1e9);
        const before = table.state.slice();
        const { table: cut, shared } = sharedTable({ status: 'partial' }, table);
        expect(table.state).toEqual(before);
        if (!shared) {
          expect(cut).toBe(table);
          return;
        }
        const counts = targets.map(
          (_, t) =>
            cut.state.subarray(t * 12, (t + 1) * 12).filter((one) => one !== cellState.notMeasured).length,
        );
        const asked = states.map((row) => row.some((one) => one !== cellState.notMeasured));
        expect(counts).toEqual(asked.map((was) => (was ? shared.samples : 0)));
        cut.state.forEach((one, row) => expect([cellState.notMeasured, before[row]]).toContain(one));
        const left = before.filter((one, row) => one !== cut.state[row]).length;
        expect([shared.left_out, shared.left_out_usd]).toEqual([left, left]);
      }),
    );
  });
});
