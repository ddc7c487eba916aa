/** Verdicts, groups of cases, notes and pairs of a comparison. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparedTarget, Comparison } from '../../contract/comparison.ts';
import type { TableCase } from '../../contract/result-table.ts';
import { allPairs } from './all-pairs.ts';
import { caseClusters } from './case-clusters.ts';
import { caseMeans } from './case-means.ts';
import { casesBehind, groupBy } from './cases-behind.ts';
import { comparisonNotes } from './comparison-notes.ts';
import { moreCases, verdictOf } from './verdict.ts';

describe('the verdict', () => {
  it.each([
    ['a claim', { low: 0.02, high: 0.1, p: 0.01 }, 'better'],
    ['a claim the other way', { low: -0.1, high: -0.02, p: 0.01 }, 'worse'],
    ['too small to matter, though certain', { low: 0.005, high: 0.01, p: 0.001 }, 'within'],
    ['too small to matter either way', { low: -0.01, high: 0.01, p: 0.9 }, 'within'],
    ['an interval at the margin', { low: -0.02, high: 0.01, p: 0.9 }, 'undecided'],
    ['a p that the others spoil', { low: 0.02, high: 0.1, p: 0.06 }, 'undecided'],
    ['an interval that holds no difference', { low: -0.01, high: 0.1, p: 0.01 }, 'undecided'],
    ['an interval that ends at no difference', { low: 0, high: 0.1, p: 0.01 }, 'undecided'],
  ])('%s', (_, { low, high, p }, verdict) => {
    expect(verdictOf({ value: (low + high) / 2, low, high, pAdjusted: p }, 0.02, 0.95)).toBe(verdict);
  });

  it('turns with the targets', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, pAdjusted) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const turned = verdictOf({ value: 0, low: -high, high: -low, pAdjusted }, 0.02, 0.95);
        const swap: Record<string, string> = { better: 'worse', worse: 'better' };
        const own = verdictOf({ value: 0, low, high, pAdjusted }, 0.02, 0.95);
        expect(turned).toBe(swap[own] ?? own);
      }),
    );
  });
});

describe('further cases', () => {
  const at = (value: number, half: number, margin = 0.02, n = 100) =>
    moreCases({ value, low: value - half, high: value + half }, { n, margin, critical: 1.96 });

  it('are fewer the larger the difference, or the surer it is already', () => {
    expect(at(0.1, 0.12)).toBeLessThan(at(0.05, 0.12) as number);
    expect(at(0.05, 0.06)).toBeLessThan(at(0.05, 0.12) as number);
    expect(at(0.1, 0.2)).toBe(Math.ceil(100 * ((0.2 / 1.96) * (1.96 + 0.8416212335729143) * 10) ** 2) - 100);
  });

  it('show that nothing differs, where the margin allows that', () => {
    expect(at(0, 0.1)).toBeGreaterThan(0);
    expect(at(0, 0.1, 0)).toBeNull();
    expect(at(0.02, 0)).toBe(1);
  });
});

describe('clusters and pairs', () => {
  it('are the named ones together, and each other case by itself', () => {
    const { of, count } = caseClusters(['a', '', 'b', 'a', '', 'b'].map((cluster) => ({ cluster })));
    expect([[...of], count]).toEqual([[0, 1, 2, 0, 3, 2], 4]);
  });

  it('pair each two once', () => {
    expect(allPairs(3)).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect([allPairs(0), allPairs(1)]).toEqual([[], []]);
    expect(allPairs(20)).toHaveLength(190);
  });
});

describe('means of repeats', () => {
  it('are of what is known, with their noise where two are', () => {
    const { mean, noise, isBinary } = caseMeans(
      Float64Array.of(9, 1, 0, Number.NaN, 1, Number.NaN, Number.NaN),
      1,
      3,
      2,
    );
    expect([...mean]).toEqual([0.5, 1, Number.NaN]);
    expect([...noise]).toEqual([0.25, Number.NaN, Number.NaN]);
    expect(isBinary).toBe(false);
  });

  it('are right or wrong where each case has one value of 0 or 1', () => {
    const isBinary = (...values: number[]) =>
      caseMeans(Float64Array.from(values), 0, values.length / 2, 2).isBinary;
    expect([isBinary(1, Number.NaN, 0, Number.NaN), isBinary(Number.NaN, Number.NaN)]).toEqual([true, true]);
    expect([isBinary(0.5, Number.NaN), isBinary(1, 1), isBinary(2, Number.NaN)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('cases behind a difference', () => {
  const cases = Array.from({ length: 26 }, (_, index): TableCase => ({
    id: `c${index}`,
    index,
    cluster: '',
    category: index < 2 ? 'law' : '',
    tags: index === 0 ? ['x', 'x', 'y'] : [],
  }));
  const meansOf = (values: number[]) => caseMeans(Float64Array.from(values), 0, values.length, 1);
  const groups = {
    categories: groupBy(cases, ({ category }) => (category === '' ? [] : [category])),
    tags: groupBy(cases, ({ tags }) => tags),
  };

  it('name those ahead, the furthest first, in the order of the suite where they are equal', () => {
    const first = cases.map((_, i) => (i === 3 ? 1 : i < 2 ? 0 : 0.5));
    const second = cases.map((_, i) => (i === 3 ? 0 : i === 5 ? Number.NaN : i < 2 ? 0.5 : 0.25));
    const found = casesBehind(meansOf(first), meansOf(second), cases, groups);
    expect(found).toMatchObject({ first_ahead: 23, second_ahead: 2, level: 0 });
    expect(found.first_examples).toHaveLength(20);
    expect(found.first_examples.slice(0, 4)).toEqual(['c3', 'c2', 'c4', 'c6']);
    expect(found.second_examples).toEqual(['c0', 'c1']);
  });

  it('count a case once for each of its groups, and leave out groups without a common case', () => {
    const first = cases.map((_, i) => (i === 0 ? 1 : 0));
    const zero = cases.map(() => 0);
    const found = casesBehind(meansOf(first), meansOf(zero), cases, groups);
    expect(found.by_tag).toEqual(
      ['x', 'y'].map((name) => ({ name, n: 1, difference: 1, first_ahead: 1, second_ahead: 0 })),
    );
    expect(found.by_category).toEqual([
      { name: 'law', n: 2, difference: 0.5, first_ahead: 1, second_ahead: 0 },
    ]);
    const unknown = cases.map((_, i) => (i < 2 ? Number.NaN : 0));
    expect(casesBehind(meansOf(unknown), meansOf(zero), cases, groups)).toMatchObject({
      by_category: [],
      by_tag: [],
      level: 24,
    });
  });
});

describe('notes on a comparison', () => {
  const target = (name: string, more: Partial<ComparedTarget> = {}): ComparedTarget => ({
    id: name,
    name,
    label: name,
    run_id: 'r',
    suite_hash: 'h',
    cases: 100,
    quality: 1,
    error_rate: 0,
    e2e_ms: 1,
    cost_per_1k_usd: 1,
    ...more,
  });
  const notesOf = (targets: ComparedTarget[], { same = true, shared = 100, clusters = 100 } = {}) =>
    comparisonNotes({
      same_suite: same,
      targets,
      pairs: [
        { first: 0, second: 1, shared_cases: shared, metrics: [{ metric: 'quality', clusters, n: shared }] },
      ],
    } as unknown as Comparison);

  it('are none where nothing is to be borne in mind', () => {
    expect(notesOf([target('a'), target('b')])).toEqual([]);
  });

  it.each([
    ['failed calls', { error_rate: 0.034 }, 'Calls failed (a 3.4 %)'],
    ['very few failed calls', { error_rate: 0.0001 }, 'Calls failed (a 0.01 %)'],
    ['many failed calls', { error_rate: 0.25 }, 'Many calls failed (a 25.0 %)'],
    ['an unknown cost', { cost_per_1k_usd: null }, 'Cost unknown: a.'],
    ['a price by the hour', { cost_per_1k_usd: null, by_hour: true as const }, 'Paid for by the hour (a)'],
  ])('say of %s', (_, more, text) => {
    const notes = notesOf([target('a', more), target('b')]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(text);
  });

  it('say that suites differ, that no case is shared, and that groups are few', () => {
    const given = [target('a'), target('b')];
    expect(notesOf(given, { same: false, shared: 40 })[0]).toContain('at least 40 per pair');
    expect(notesOf(given, { shared: 0 })).toEqual(['No case in common: a and b.']);
    expect(notesOf(given, { clusters: 19 })[0]).toMatch(/^Only 19 independent groups/);
    expect(notesOf(given, { clusters: 20 })).toEqual([]);
  });
});
