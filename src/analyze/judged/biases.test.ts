import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seededRandom } from '../../base/random.ts';
import { confusionOf } from './confusion.ts';
import { lengthBias } from './length-bias.ts';
import { positionBias, type SwapOutcome } from './position-bias.ts';

describe('confusion', () => {
  it('counts the four ways and their rates', () => {
    expect(confusionOf([true, true, true, false, false], [true, true, false, true, false])).toEqual({
      both_right: 2,
      human_only: 1,
      judge_only: 1,
      both_wrong: 1,
      true_positive_rate: 2 / 3,
      true_negative_rate: 0.5,
    });
    expect(confusionOf([], [])).toMatchObject({ true_positive_rate: null, true_negative_rate: null });
  });
  it('loses nobody, and turns round with the raters', () => {
    const pairs = fc.array(fc.tuple(fc.boolean(), fc.boolean()));
    fc.assert(
      fc.property(pairs, (given) => {
        const [a, b] = [given.map(([x]) => x), given.map(([, y]) => y)];
        const there = confusionOf(a, b);
        const back = confusionOf(b, a);
        expect(there.both_right + there.both_wrong + there.judge_only + there.human_only).toBe(given.length);
        expect([back.judge_only, back.human_only]).toEqual([there.human_only, there.judge_only]);
      }),
    );
  });
});

describe('position bias', () => {
  const outcomes = (first: number, second: number, same: number): SwapOutcome[] => [
    ...Array.from({ length: first }, () => 'first' as const),
    ...Array.from({ length: second }, () => 'second' as const),
    ...Array.from({ length: same }, () => 'same answer' as const),
  ];
  it('is the exact binomial of those that followed the place', () => {
    const found = positionBias(outcomes(10, 2, 88));
    expect(found).toMatchObject({ pairs: 100, consistent: 0.88, first: 10, second: 2 });
    expect(found?.p).toBeCloseTo(0.03857422, 8);
    expect(positionBias(outcomes(5, 5, 0))?.p).toBe(1);
  });
  it('counts a pair that is a tie in one order alone as one that depends on the order', () => {
    const found = positionBias([
      ...outcomes(9, 3, 70),
      ...Array.from({ length: 6 }, () => 'one tie' as const),
      ...Array.from({ length: 12 }, () => 'tie' as const),
    ]);
    expect(found).toMatchObject({ pairs: 100, consistent: 0.82, first: 9, second: 3, one_tie: 6 });
  });
  it('is nothing without pairs, and certain of nothing for a judge that never sways', () => {
    expect(positionBias([])).toBeNull();
    expect(positionBias(outcomes(0, 0, 20))).toMatchObject({ consistent: 1, p: 1 });
  });
});

describe('length bias', () => {
  /** Preferences of a judge whose log odds are base + effect × tanh(difference ÷ sd). */
  function planted(base: number, effect: number, seed: number, n: number) {
    const random = seededRandom('length', seed);
    const differences = Array.from({ length: n }, () => 100 * normal(random));
    const outcomes = differences.map((d) =>
      random() < 1 / (1 + Math.exp(-base - effect * Math.tanh(d / 100))) ? 1 : 0,
    );
    return { outcomes, differences };
  }
  it.each([
    [0, 0],
    [0.5, 1.2],
    [-1, -0.7],
  ])('holds what was planted in its interval: base %d, effect %d', (base, effect) => {
    let [held, rate] = [0, 0];
    for (let seed = 0; seed < 200; seed++) {
      const { outcomes, differences } = planted(base, effect, seed, 400);
      const found = lengthBias(outcomes, differences);
      if (found && found.low <= effect && effect <= found.high) held++;
      rate += (found?.rate_at_same_length ?? 0) / 200;
    }
    expect(held / 200).toBeGreaterThan(0.91);
    expect(rate).toBeCloseTo(1 / (1 + Math.exp(-base)), 1);
  });
  it('turns its sign with the order of the answers, takes ties, and stays finite where length decides all', () => {
    const { outcomes, differences } = planted(0.3, 0.8, 3, 300);
    const there = lengthBias(outcomes, differences);
    const back = lengthBias(
      outcomes.map((won) => 1 - won),
      differences.map((d) => -d),
    );
    expect(back?.effect).toBeCloseTo(there?.effect ?? 0, 8);
    const always = lengthBias(
      differences.map((d) => (d > 0 ? 1 : 0)),
      differences,
    );
    expect(Number.isFinite(always?.effect)).toBe(true);
    expect(always?.effect).toBeGreaterThan(3);
    expect(
      lengthBias(
        Array.from({ length: 20 }, () => 0.5),
        differences.slice(0, 20),
      )?.effect,
    ).toBeCloseTo(0, 6);
    expect(lengthBias([1, 0], [1, 2])).toBeNull();
  });
});
