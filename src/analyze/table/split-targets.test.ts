import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { cellState, tableColumns, type ResultTable } from '../../contract/result-table.ts';
import { compareTable } from '../compare/compare-table.ts';
import { placesOf, splitTargets } from './split-targets.ts';

/** `host`: place of the name that served a cell. */
function served(table: ResultTable, names: string[], host: (cell: number) => number): ResultTable {
  table.served.host.names = names;
  for (let cell = 0; cell < table.state.length; cell++)
    if (table.state[cell] !== cellState.notMeasured) table.served.host.of[cell] = host(cell);
  return table;
}

const shape = { targets: ['x', 'y'], cases: 40, repeats: 3 };
/** Right or wrong in a pattern without a period in common with the hosts. */
const cell = (target: number, index: number, repeat: number) => ({
  quality: (index * 7 + repeat * 3 + target * 5) % 4 === 0 ? 0 : 1,
  e2e_ms: 100 + ((index * 31 + repeat * 17 + target * 13) % 97),
  cost_nanousd: 1000 + ((index * 11 + repeat * 5) % 37) * (target + 1),
});
const hostOf = (at: number) => ((at * 5) % 11 < 6 ? 1 : (at * 5) % 11 < 9 ? 2 : 0);

describe('splitTargets', () => {
  it('has each call in one part of its target, with all its figures', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ host: fc.nat(2), asked: fc.boolean(), ms: fc.nat(9) }), {
          minLength: 24,
          maxLength: 24,
        }),
        (cells) => {
          let at = 0;
          const made = madeUpTable({ targets: ['x', 'y'], cases: 4, repeats: 3 }, () => {
            const { asked, ms } = cells[at++] as (typeof cells)[number];
            return asked ? { e2e_ms: ms } : null;
          });
          const table = served(made, ['', 'a', 'b'], (i) => cells[i]?.host ?? 0);
          const split = splitTargets(table, 'host');
          for (const [t, { id }] of table.targets.entries()) {
            const parts = placesOf(split.targets, id);
            for (let i = 0; i < 12; i++) {
              const having = parts.filter((p) => split.state[p * 12 + i] !== cellState.notMeasured);
              expect(having).toHaveLength(cells[t * 12 + i]?.asked ? 1 : 0);
              for (const p of having) {
                expect(split.targets[p]?.part?.value).toBe(['', 'a', 'b'][cells[t * 12 + i]?.host ?? 0]);
                for (const name of tableColumns)
                  expect(split[name][p * 12 + i]).toBe(table[name][t * 12 + i]);
              }
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('names each part, the largest first, and says how large it is', () => {
    const table = served(madeUpTable(shape, cell), ['', 'a', 'b'], (at) => (at < 120 ? hostOf(at) : 0));
    const parts = splitTargets(table, 'host').targets.map(({ label, part }) => [label, part?.calls]);
    expect(parts).toEqual([
      ['x · host a', 66],
      ['x · host b', 32],
      ['x · host n/a', 22],
      ['y · host n/a', 120],
    ]);
    expect(splitTargets(table, 'tier').targets.map(({ label }) => label)).toEqual([
      'x · tier n/a',
      'y · tier n/a',
    ]);
  });

  it('leaves a failed call that does not say who served it with the only part, else in none', () => {
    const failing = madeUpTable({ targets: ['x', 'y'], cases: 4 }, (_, index) =>
      index === 0 ? { failed: true } : { quality: 1 },
    );
    const table = served(failing, ['', 'a', 'b'], (at) => (at % 4 === 0 ? 0 : at < 4 ? 1 + (at % 2) : 1));
    const split = splitTargets(table, 'host');
    expect(
      split.targets.map(({ label, part }) => [label, part?.calls, part?.whole_calls, part?.left_out]),
    ).toEqual([
      ['x · host b', 2, 4, 1],
      ['x · host a', 1, 4, 1],
      ['y · host a', 4, 4, 0],
    ]);
    expect([...split.state]).toEqual([0, 1, 0, 1, 0, 0, 1, 0, 2, 1, 1, 1]);
  });

  it('compares a part as a target that was asked what the part has, and counts all pairs that are shown', () => {
    const table = served(madeUpTable(shape, cell), ['', 'a', 'b'], (at) => (at < 120 ? hostOf(at) : 0));
    const split = compareTable(splitTargets(table, 'host'));
    const alone = compareTable(
      madeUpTable(shape, (target, index, repeat) =>
        target === 0 && hostOf(index * 3 + repeat) !== 2 ? null : cell(target, index, repeat),
      ),
    );
    const pair = split.pairs.find(
      ({ first, second }) =>
        split.targets[first]?.label === 'x · host b' && split.targets[second]?.label === 'y · host n/a',
    );
    const [expected] = alone.pairs;
    expect(pair?.shared_cases).toBe(expected?.shared_cases);
    expect(pair?.shared_cases).toBeLessThan(40);
    for (const [m, metric] of (expected?.metrics ?? []).entries()) {
      const found = pair?.metrics[m];
      expect([found?.n, found?.first, found?.second, found?.p]).toEqual([
        metric.n,
        metric.first,
        metric.second,
        metric.p,
      ]);
      expect(found?.effect?.alone).toEqual(metric.effect?.alone);
    }
    expect(split.pairs).toHaveLength(6);
    expect(split.family.intervals).toBeGreaterThan(alone.family.intervals);
  });

  it('pairs parts of one target on the cases alone whose repeats went to both', () => {
    const table = served(madeUpTable(shape, cell), ['', 'a', 'b'], hostOf);
    const { pairs } = compareTable(splitTargets(table, 'host'));
    const both = Array.from({ length: 40 }, (_, c) => [0, 1, 2].map((r) => hostOf(c * 3 + r))).filter(
      (hosts) => hosts.includes(1) && hosts.includes(2),
    );
    expect(pairs[0]).toMatchObject({ first: 0, second: 1, shared_cases: both.length });
    const once = served(madeUpTable({ ...shape, repeats: 1 }, cell), ['', 'a', 'b'], hostOf);
    expect(compareTable(splitTargets(once, 'host')).pairs[0]).toMatchObject({
      shared_cases: 0,
      metrics: expect.arrayContaining([expect.objectContaining({ effect: null, verdict: 'undecided' })]),
    });
  });
});
