import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseClusters } from './case-clusters.ts';
import { caseMeans } from './case-means.ts';
import { metricRules, type MetricRule } from './metric-cells.ts';
import { pairedEffect } from './paired-effect.ts';
import { paired } from './paired.ts';

const ruleOf = (metric: string) => metricRules.find((rule) => rule.metric === metric) as MetricRule;

interface Given {
  metric?: string;
  clusters?: string[];
  repeats?: number;
  suiteCases?: number;
  level?: number;
}
/** Values of two targets, case by case, repeats side by side. */
function effectOf(
  first: number[],
  second: number[],
  { metric = 'quality', clusters, repeats = 1, suiteCases, level = 0.95 }: Given = {},
) {
  const cases = first.length / repeats;
  const [a, b] = [first, second].map((values) => caseMeans(Float64Array.from(values), 0, cases, repeats));
  if (!a || !b) throw new Error('two targets');
  const pairs = paired(
    a,
    b,
    caseClusters(Array.from({ length: cases }, (_, i) => ({ cluster: clusters?.[i] ?? '' }))),
  );
  const isBinary = ruleOf(metric).isShare && a.isBinary && b.isBinary;
  return pairedEffect(pairs, ruleOf(metric), { isBinary, suiteCases: suiteCases ?? cases, level });
}
const many = (n: number, of: (i: number) => number) => Array.from({ length: n }, (_, i) => of(i));

describe('the method', () => {
  const ones = many(30, (i) => (i % 3 === 0 ? 0 : 1));
  const others = many(30, (i) => (i % 2 === 0 ? 0 : 1));

  it('is that of yes-or-no answers for single right-or-wrong ones to independent cases', () => {
    expect(effectOf(ones, others)).toMatchObject({ method: 'tango', test: 'mcnemar-exact', moving: 15 });
  });

  it.each<[string, Given, number[]]>([
    ['clusters', { clusters: many(30, (i) => i >> 1).map(String) }, ones],
    ['repeats', { repeats: 2 }, ones],
    ['partial scores', {}, ones.map((value, i) => (i === 0 ? 0.5 : value))],
    ['a ratio', { metric: 'cost' }, ones.map((value) => value + 1)],
  ])('is that of clustered means with %s', (_, given, first) => {
    expect(effectOf(first, given.metric ? others.map((value) => value + 1) : others, given)).toMatchObject({
      method: 'clustered-t',
      test: 'sign-flip',
    });
  });
});

describe('an effect', () => {
  const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
    minLength: 3,
    maxLength: 25,
  });
  const split = (rows: [number, number][]) =>
    [0, 1].map((side) => rows.map((row) => (row[side] as number) / 4)) as [number[], number[]];

  it('turns its sign with the targets, and keeps its p', () => {
    fc.assert(
      fc.property(scores, (rows) => {
        const [first, second] = split(rows);
        const [one, other] = [effectOf(first, second), effectOf(second, first)];
        expect(other?.value).toBeCloseTo(-(one?.value as number), 12);
        expect(other?.p).toBeCloseTo(one?.p as number, 9);
        expect(other?.low).toBeCloseTo(-(one?.high as number), 9);
        expect(other?.z).toBeCloseTo(one?.z as number, 6);
      }),
    );
  });

  it('lies in its interval, which is wider the surer it is to be, and within what shares can differ by', () => {
    fc.assert(
      fc.property(scores, (rows) => {
        const [first, second] = split(rows);
        const effect = effectOf(first, second);
        const surer = effectOf(first, second, { level: 0.99 });
        if (!effect || !surer) throw new Error('there are two cases');
        expect(effect.low).toBeLessThanOrEqual(effect.value + 1e-9);
        expect(effect.high).toBeGreaterThanOrEqual(effect.value - 1e-9);
        expect(surer.low).toBeLessThanOrEqual(effect.low + 1e-9);
        expect(surer.high).toBeGreaterThanOrEqual(effect.high - 1e-9);
        for (const bound of [surer.low, surer.high]) expect(Math.abs(bound)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not depend on the order of the cases', () => {
    fc.assert(
      fc.property(scores, (rows) => {
        const [one, other] = [effectOf(...split(rows)), effectOf(...split(rows.toReversed()))];
        for (const name of ['value', 'low', 'high', 'p'] as const)
          expect(other?.[name]).toBeCloseTo(one?.[name] as number, 9);
      }),
    );
  });

  it('is no certainty where the two agree on every case', () => {
    const effect = effectOf(
      many(20, () => 0.5),
      many(20, () => 0.5),
    );
    expect(effect).toMatchObject({ value: 0, p: 1, moving: 0 });
    expect(effect?.high).toBeCloseTo(1.96 ** 2 / (20 + 1.96 ** 2), 3);
  });

  it('of a cost is a ratio of sums, on its logarithm', () => {
    const effect = effectOf(
      many(10, (i) => 2 * (i + 1)),
      many(10, (i) => i + 1),
      { metric: 'cost' },
    );
    expect(effect?.value).toBeCloseTo(Math.log(2), 12);
    expect(effect?.se).toBeCloseTo(0, 12);
  });

  it('is unknown of one case, one cluster, no pairs, and a cost of nothing', () => {
    expect(effectOf([1], [0])).toBeNull();
    expect(effectOf([1, 0, 1], [0, 0, 1], { clusters: ['a', 'a', 'a'] })).toBeNull();
    expect(effectOf([1, Number.NaN], [Number.NaN, 1])).toBeNull();
    expect(effectOf([0, 0], [1, 2], { metric: 'cost' })).toBeNull();
  });

  it('leaves out cases that one of them has no value for', () => {
    const [first, second] = [many(12, (i) => i % 2), many(12, (i) => (i % 3 ? 1 : 0))];
    expect(effectOf([...first, Number.NaN, 1], [...second, 1, Number.NaN])).toEqual({
      ...effectOf(first, second),
      boundsAt: expect.any(Function),
    });
  });

  it('is less sure where cases belong together', () => {
    const [first, second] = [many(24, (i) => (i % 8 < 4 ? 1 : 0.5)), many(24, () => 0.5)];
    const alone = effectOf(first, second);
    const together = effectOf(first, second, { clusters: many(24, (i) => i >> 2).map(String) });
    expect(together?.se).toBeGreaterThan(alone?.se as number);
    expect(together?.designEffect).toBeGreaterThan(2);
    expect(alone?.designEffect).toBeCloseTo(1, 9);
  });
});

describe('for this suite only', () => {
  const noisy = (shift: number) => many(40, (i) => (i % 2 ? 0.2 : 0.4) + shift);

  it('is unknown without repeats, and narrower than for work like this with them', () => {
    expect(
      effectOf(
        many(20, (i) => i % 2),
        many(20, () => 1),
      )?.thisSuite,
    ).toBeNull();
    const effect = effectOf(
      many(40, (i) => ((i >> 1) % 5) / 5 + (i % 2) / 50),
      many(40, () => 0.3),
      { repeats: 2 },
    );
    if (!effect?.thisSuite) throw new Error('it is known');
    expect(effect.thisSuite.high - effect.thisSuite.low).toBeLessThan(effect.high - effect.low);
  });

  it('is wider, the less of the suite was asked', () => {
    const width = (suiteCases: number) => {
      const found = effectOf(
        noisy(0.1),
        many(40, (i) => (i % 7) / 7),
        { repeats: 2, suiteCases },
      )?.thisSuite;
      return (found?.high as number) - (found?.low as number);
    };
    expect(width(20)).toBeLessThan(width(40));
    expect(width(40)).toBeLessThan(width(4000));
  });

  it('claims no difference that shares cannot have', () => {
    const first = many(8, (i) => (i === 0 ? 0.5 : 1));
    const found = effectOf(
      first,
      many(8, () => 0),
      { repeats: 2, suiteCases: 4000 },
    )?.thisSuite;
    expect(found?.high).toBe(1);
  });
});
