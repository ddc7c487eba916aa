import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpTable, type MadeUpCell } from '../../../test/made-up/result-table.ts';
import type { CaseSignal } from './case-signals.ts';
import { caseResults, splitCases } from './case-results.ts';

const priced = (more: MadeUpCell): MadeUpCell =>
  ({ quality: 1, cost_nanousd: 2e9, output_tokens: 5, ...more }) as MadeUpCell;
const valuesOf = (values: Float64Array | undefined) => [...(values ?? [])];

describe('caseResults', () => {
  it('takes means over repeats, of what is known of each', () => {
    const table = madeUpTable({ targets: ['a'], cases: 2, repeats: 3 }, (_, c, r) => {
      if (c === 0) return r === 2 ? null : priced({ quality: r, cost_nanousd: (r + 1) * 1e9 });
      return r === 0 ? { failed: true } : priced({});
    });
    const [target] = caseResults(table).targets;
    expect(valuesOf(target?.quality)).toEqual([0.5, 2 / 3]);
    expect(valuesOf(target?.cost)).toEqual([1.5, 2]);
  });

  it('counts a failed call as 0, at the mean cost of the others where its own is unknown', () => {
    const table = madeUpTable({ targets: ['a'], cases: 60 }, (_, c) =>
      c === 0 ? { failed: true } : priced({ cost_nanousd: c * 1e9 }),
    );
    const [target] = caseResults(table).targets;
    expect(target?.quality[0]).toBe(0);
    expect(target?.cost[0]).toBe(30);
  });

  it('keeps the cases that every target was scored on', () => {
    const table = madeUpTable(
      { targets: ['a', 'b'], cases: 100, case: (index) => ({ category: `k${index}` }) },
      (t, c) => (t === 1 && c === 7 ? null : priced({ quality: c / 100 })),
    );
    const { targets, categories } = caseResults(table);
    expect(categories).toHaveLength(99);
    expect(categories).not.toContain('k7');
    expect(targets.map(({ quality }) => quality[7])).toEqual([0.08, 0.08]);
  });

  it.each<[string, (c: number) => MadeUpCell | null, string]>([
    ['too few answers', (c) => (c < 3 ? null : priced({})), 'too little of the suite was scored'],
    ['no price', () => ({ quality: 1 }), 'its cost is unknown'],
    ['too few costs', (c) => (c < 3 ? { quality: 1 } : priced({})), 'its cost is unknown'],
  ])('leaves out a target with %s, and says so', (_, cell, reason) => {
    const table = madeUpTable({ targets: ['a', 'b'], cases: 100 }, (t, c) =>
      t === 0 ? priced({}) : cell(c),
    );
    const { targets, leftOut, categories } = caseResults(table);
    expect(targets.map(({ label }) => label)).toEqual(['a']);
    expect(leftOut).toEqual([{ target_id: 'id-b', reason }]);
    expect(categories).toHaveLength(100);
  });

  it('says of a machine that is paid by the hour that calls have no cost', () => {
    const table = madeUpTable({ targets: ['a'], cases: 2 }, () => ({ quality: 1 }));
    table.targets = table.targets.map((target) => ({ ...target, by_hour: true }));
    expect(caseResults(table).leftOut[0]?.reason).toBe(
      'it is paid for by the hour, so there is no cost per call',
    );
  });

  it('cuts signals to the same cases', () => {
    const signal: CaseSignal = {
      on: { on: 'check', score: 's' },
      values: Float64Array.from({ length: 100 }, (_, c) => c),
      quality: new Float64Array(100).fill(1),
    };
    const table = madeUpTable({ targets: ['a', 'b'], cases: 100 }, (t, c) =>
      t === 1 && c === 0 ? null : priced({}),
    );
    const [target] = caseResults(table, new Map([['id-a', [signal]]])).targets;
    expect(target?.signals[0]?.values).toHaveLength(99);
    expect(target?.signals[0]?.values[0]).toBe(1);
    expect(target?.signals[0]?.quality).toHaveLength(99);
  });

  it('tells a cluster from a case that is called alike', () => {
    const table = madeUpTable(
      {
        targets: ['a'],
        cases: 4,
        case: (index) => [{ id: 'x' }, { cluster: 'x' }, { cluster: 'x' }, { id: 'y' }][index] ?? {},
      },
      () => priced({}),
    );
    expect([...caseResults(table).clusters]).toEqual([0, 1, 1, 2]);
  });
});

describe('splitCases', () => {
  const some = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 60 });

  it('gives every case to one half, whole clusters each, nearly as many clusters', () => {
    fc.assert(
      fc.property(some, fc.nat(), (ids, seed) => {
        const [fit, report] = splitCases({ clusters: Int32Array.from(ids) }, seed);
        expect([...fit, ...report].toSorted((a, b) => a - b)).toEqual(ids.map((_, index) => index));
        const [a, b] = [fit, report].map((part) => new Set(part.map((index) => ids[index])));
        expect(a?.isDisjointFrom(b as Set<number>)).toBe(true);
        expect((b?.size as number) - (a?.size as number)).toBeOneOf([0, 1]);
      }),
    );
  });

  it('is the same for a seed, and another for others', () => {
    const clusters = Int32Array.from({ length: 40 }, (_, i) => i);
    expect(splitCases({ clusters }, 1)).toEqual(splitCases({ clusters }, 1));
    expect(splitCases({ clusters }, 1)).not.toEqual(splitCases({ clusters }, 2));
  });
});
