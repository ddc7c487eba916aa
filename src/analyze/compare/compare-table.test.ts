import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seededRandom, shuffled } from '../../base/random.ts';
import type { Comparison, MetricComparison } from '../../contract/comparison.ts';
import type { ComparedMetric } from '../../contract/compared-metric.ts';
import { emptyTable, tableColumns, type ResultTable, type TableCase } from '../../contract/result-table.ts';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { joinTables } from '../table/join-tables.ts';
import { pickTargets } from '../table/pick-targets.ts';
import { cellOf } from '../table/cell-of.ts';
import { compareTable } from './compare-table.ts';

const of = ({ pairs }: Comparison, metric: ComparedMetric, pair = 0): MetricComparison =>
  pairs[pair]?.metrics.find((one) => one.metric === metric) as MetricComparison;

/** 12 times only the first is right, 2 times only the second, of 50. */
const binary = madeUpTable({ targets: ['a', 'b'], cases: 50 }, (target, index) => ({
  quality: index < 12 ? 1 - target : index < 14 ? target : index % 2,
  e2e_ms: target === 0 ? 100 + index : 2 * (100 + index),
  cost_nanousd: 1000 + index * (target + 1),
}));

/** Each target right with its own chance, cases of differing difficulty. */
function simulated(seed: number, chances: number[], cases = 60, repeats = 3) {
  const random = seededRandom('compare', seed);
  const difficulty = Array.from({ length: cases }, () => normal(random));
  return madeUpTable(
    {
      targets: chances.map((_, i) => `t${i}`),
      cases,
      repeats,
      case: (i) => ({ category: `c${i % 3}`, tags: i % 2 ? ['odd'] : [] }),
    },
    (target, index) =>
      random() < 0.05
        ? { failed: true }
        : {
            quality:
              random() < 1 / (1 + Math.exp(-(chances[target] as number) - (difficulty[index] as number)))
                ? 1
                : 0,
            e2e_ms: 500 * Math.exp(0.3 * normal(random) + 0.5 * (difficulty[index] as number)),
            cost_nanousd: 1e5 * Math.exp(0.4 * normal(random)),
          },
  );
}

describe('compareTable', () => {
  it('judges independent right and wrong by Tango and McNemar', () => {
    const quality = of(compareTable(binary), 'quality');
    expect(quality).toMatchObject({ test: 'mcnemar-exact', n: 50, clusters: 50, n_unknown: 0 });
    expect(quality.p).toBeCloseTo(0.012939453125, 10);
    expect(quality.effect?.value).toBeCloseTo(0.2, 12);
    expect(quality.effect?.alone.low).toBeCloseTo(0.061112, 5);
    expect(quality.effect?.alone.high).toBeCloseTo(0.344709, 5);
    const { effect } = of(compareTable(binary, { metrics: ['quality'] }), 'quality');
    expect(effect?.low).toBeCloseTo(0.061112, 5);
    expect(quality.verdict).toBe('better');
    expect(quality.more_cases).toBeNull();
  });

  it('compares times case by case as a ratio', () => {
    const time = of(compareTable(binary), 'e2e_ms');
    expect(time.effect?.value).toBeCloseTo(0.5, 12);
    expect(time.verdict).toBe('better');
    expect((time.first as number) / (time.second as number)).toBeCloseTo(0.5, 12);
  });

  it('gives the cost as the ratio of what both cost in all', () => {
    const cost = of(compareTable(binary), 'cost');
    expect(cost.first).toBeCloseTo((50 * 1000 + 1225) / 50 / 1e6, 12);
    expect(cost.effect?.value).toBeCloseTo((50 * 1000 + 1225) / (50 * 1000 + 2450), 12);
    expect(cost.verdict).toBe('within');
  });

  it('names the cases behind', () => {
    const [pair] = compareTable(binary).pairs;
    expect(pair?.cases).toMatchObject({ first_ahead: 12, second_ahead: 2, level: 36 });
    expect(pair?.cases.second_examples).toEqual(['case-12', 'case-13']);
    const { pairs } = compareTable(simulated(1, [0, 1]));
    const { by_category, by_tag } = pairs[0]?.cases ?? { by_category: [], by_tag: [] };
    expect(by_category.map(({ name }) => name)).toEqual(['c0', 'c1', 'c2']);
    expect(by_category.reduce((sum, { n }) => sum + n, 0)).toBe(60);
    expect(by_tag.map(({ name, n }) => [name, n])).toEqual([['odd', 30]]);
  });

  it('turns round with the order of the two', () => {
    const table = simulated(2, [0, 0.7]);
    const [there, back] = [compareTable(table), compareTable(table, { pairs: [[1, 0]] })];
    const opposite = { better: 'worse', worse: 'better', within: 'within', undecided: 'undecided' } as const;
    for (const metric of ['quality', 'error_rate', 'e2e_ms', 'cost'] as const) {
      const [a, b] = [of(there, metric), of(back, metric)];
      const turn = (x = Number.NaN) => (a.scale === 'ratio' ? 1 / x : -x);
      expect(b.effect?.low).toBeCloseTo(turn(a.effect?.high), 9);
      expect(b.effect?.high).toBeCloseTo(turn(a.effect?.low), 9);
      expect(b.p).toBeCloseTo(a.p as number, 9);
      expect(b.verdict).toBe(opposite[a.verdict]);
      expect([b.first, b.second, b.more_cases]).toEqual([a.second, a.first, a.more_cases]);
    }
  });

  it('does not care for the order of targets and cases', () => {
    const table = simulated(6, [0, 0.4, 0.8, 1.2], 40);
    const find = (found: Comparison, first: string, second: string) => {
      const name = (place: number) => found.targets[place]?.label;
      return found.pairs.find((pair) => name(pair.first) === first && name(pair.second) === second)?.metrics;
    };
    const expected = compareTable(table);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const places = shuffled([0, 1, 2, 3], seededRandom(seed));
        const moved = withCasesIn(
          pickTargets(table, places),
          shuffled([...table.cases.keys()], seededRandom(seed)),
        );
        const pairs = expected.pairs.map(({ first, second }): [number, number] => [
          places.indexOf(first),
          places.indexOf(second),
        ]);
        const found = compareTable(moved, { pairs });
        for (const { first, second } of expected.pairs) {
          const [a, b] = [`t${first}`, `t${second}`];
          find(expected, a, b)?.forEach((metric, i) => {
            const other = find(found, a, b)?.[i];
            expect(other?.verdict).toBe(metric.verdict);
            expect(other?.p_holm ?? -1).toBeCloseTo(metric.p_holm ?? -1, 9);
            expect(other?.effect?.low ?? -1).toBeCloseTo(metric.effect?.low ?? -1, 9);
          });
        }
      }),
      { numRuns: 20 },
    );
  });

  it('adjusts for all pairs and metrics shown', () => {
    const table = simulated(3, [0, 0.5, 1]);
    const all = compareTable(table);
    expect(all.pairs.map(({ first, second }) => [first, second])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    const alone = compareTable(table, { pairs: [[0, 2]] });
    const tested = alone.pairs[0]?.metrics.flatMap(({ p }) => (p === null || p === 1 ? [] : [p])) ?? [];
    expect(tested.length).toBeGreaterThan(2);
    expect(of(alone, 'quality').p_holm).toBeGreaterThan(of(alone, 'quality').p as number);
    expect(of(alone, 'quality').p_holm).toBeLessThanOrEqual(
      tested.length * (of(alone, 'quality').p as number) + 1e-12,
    );
    expect(of(all, 'quality', 1).p).toBe(of(alone, 'quality').p);
    expect(of(all, 'quality', 1).p_holm).toBeGreaterThan(of(alone, 'quality').p_holm as number);
  });

  it('shows a p below .05 just where the interval leaves no difference out, and goes by the interval', () => {
    let claims = 0;
    for (let seed = 0; seed < 40; seed++)
      for (const { metrics } of compareTable(simulated(seed, [0, 0.4, 0.8, 1.2], 80, 1 + (seed % 2))).pairs)
        for (const { metric, scale, effect, p_adjusted: p, verdict } of metrics) {
          if (!effect || p === null) continue;
          const none = scale === 'ratio' ? 1 : 0;
          const isOut = effect.low > none || effect.high < none;
          expect([seed, metric, p < 0.05]).toEqual([seed, metric, isOut]);
          if (isOut) claims++;
          else expect(isClaim(verdict)).toBe(false);
        }
    expect(claims).toBeGreaterThan(20);
  });

  it('finds no difference between a target and itself in 95 % of seeds', () => {
    let cries = 0;
    for (let seed = 0; seed < 200; seed++) {
      const found = compareTable(simulated(seed, [0.5, 0.5], 40, 1 + (seed % 3)));
      if (found.pairs[0]?.metrics.some(({ verdict }) => isClaim(verdict))) cries++;
    }
    expect(cries).toBeLessThanOrEqual(10);
  });

  it('says how many more cases would do, and with them it does', () => {
    const few = of(compareTable(simulated(4, [0, 1], 12, 1)), 'quality');
    expect(few.verdict).toBe('undecided');
    expect(few.more_cases).toBeGreaterThan(0);
    const needed = 12 + (few.more_cases as number);
    let decided = 0;
    for (let seed = 0; seed < 40; seed++)
      if (of(compareTable(simulated(100 + seed, [0, 1], needed, 1)), 'quality').verdict !== 'undecided')
        decided++;
    expect(decided).toBeGreaterThan(10);
  });

  it('tells this suite from work like this', () => {
    const found = of(compareTable(simulated(5, [0, 0.5], 60, 5)), 'quality');
    const width = (interval: { low: number; high: number } | null) =>
      (interval?.high as number) - (interval?.low as number);
    expect(width(found.this_suite)).toBeLessThan(width(found.effect));
    expect(width(found.this_suite)).toBeGreaterThan(0);
    expect(of(compareTable(simulated(5, [0, 0.5], 60, 1)), 'quality').this_suite).toBeNull();
  });

  it('widens the interval when cases come in clusters', () => {
    const cell = (target: number, index: number) => ({
      quality: (Math.floor(index / 10) + target) % 3 === 0 ? 1 : 0,
    });
    const shape = { targets: ['a', 'b'], cases: 60 };
    const apart = of(compareTable(madeUpTable(shape, cell)), 'quality');
    const together = of(
      compareTable(madeUpTable({ ...shape, case: (i) => ({ cluster: `k${Math.floor(i / 10)}` }) }, cell)),
      'quality',
    );
    expect(together.clusters).toBe(6);
    expect(together.design_effect).toBeGreaterThan(5);
    expect(apart.design_effect).toBeCloseTo(1, 9);
    expect(together.effect?.method).toBe('clustered-t');
  });

  it('is never sure because all agreed', () => {
    const table = madeUpTable({ targets: ['a', 'b'], cases: 30, repeats: 2 }, () => ({ quality: 1 }));
    const quality = of(compareTable(table), 'quality');
    expect(quality.effect).toMatchObject({ value: 0 });
    expect(quality.effect?.alone.high).toBeCloseTo(0.113513, 5);
    expect(quality.effect?.high).toBeGreaterThan(0.113513);
    expect(quality.verdict).toBe('undecided');
  });

  it('leaves unknown what is unknown, and says so', () => {
    const table = madeUpTable({ targets: ['priced', 'free?'], cases: 10 }, (target) => ({
      quality: 1,
      ...(target === 0 ? { cost_nanousd: 5 } : {}),
    }));
    const found = compareTable(table);
    const cost = of(found, 'cost');
    expect(cost).toMatchObject({
      effect: null,
      p: null,
      first: null,
      verdict: 'undecided',
      n: 0,
      n_unknown: 10,
    });
    expect(found.notes.join(' ')).toContain('Cost unknown: free?');
  });

  it('compares other suites on what they share, and says so', () => {
    const one = madeUpTable({ targets: ['a'], cases: 10 }, () => ({ quality: 1 }));
    const other = madeUpTable({ targets: ['a'], cases: 8 }, () => ({ quality: 0 }));
    other.targets = [{ id: 'id-a', label: 'a', run_id: 'second', suite_hash: 'else' }];
    const found = compareTable(joinTables([one, other]));
    expect(found.same_suite).toBe(false);
    expect(found.pairs[0]?.shared_cases).toBe(8);
    expect(found.targets.map(({ name }) => name)).toEqual(['a (run)', 'a (second)']);
    expect(found.notes[0]).toContain('different suites');
  });
});

/** The same results with the cases in another order. */
function withCasesIn(table: ResultTable, order: number[]): ResultTable {
  const { targets, cases, repeats } = table;
  const moved = emptyTable({ targets, repeats, cases: order.map((place) => cases[place] as TableCase) });
  targets.forEach((_, target) =>
    order.forEach((from, to) => {
      for (let repeat = 0; repeat < repeats; repeat++) {
        const [old, fresh] = [cellOf(table, target, from, repeat), cellOf(moved, target, to, repeat)];
        moved.state[fresh] = table.state[old] as number;
        for (const name of tableColumns) moved[name][fresh] = table[name][old] as number;
      }
    }),
  );
  return moved;
}

const isClaim = (verdict: string) => verdict === 'better' || verdict === 'worse';
