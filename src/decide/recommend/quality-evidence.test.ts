import { describe, expect, it } from 'vitest';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { seededRandom } from '../../base/random.ts';
import { qualityEvidence, type EvidenceOptions } from './quality-evidence.ts';

const options: EvidenceOptions = {
  candidates: [],
  controls: [0],
  margin: 0.05,
  floor: null,
  alpha: 0.05,
  weightOf: null,
  shrink: 1,
  seed: 1,
};
const places = (n: number) => Array.from({ length: n }, (_, t) => t);

/** Right by its own chance. */
function table(chances: number[], cases = 800, seed = 1) {
  const random = seededRandom('evidence', seed);
  return madeUpTable({ targets: chances.map((_, t) => `t${t}`), cases }, (target) => ({
    quality: random() < (chances[target] as number) ? 1 : 0,
  }));
}

describe('evidence of quality', () => {
  it('asks more of one among many', () => {
    const chances = [0.9, ...Array.from({ length: 20 }, () => 0.89)];
    const made = table(chances);
    const of = (candidates: number[]) => qualityEvidence(made, { ...options, candidates }).margin.get(1);
    const alone = of([1]);
    const among = of(places(21));
    expect(among?.value).toBe(alone?.value);
    expect(among?.low).toBeLessThan(alone?.low as number);
    expect(among?.high).toBeGreaterThan(alone?.high as number);
  });

  it('is shown just where its bound says so', () => {
    for (let seed = 0; seed < 20; seed++) {
      const made = table([0.85, 0.84, 0.82, 0.8, 0.6], 500, seed);
      for (const controls of [[0], places(5)])
        for (const [, { isShown, low, high, value }] of qualityEvidence(made, {
          ...options,
          candidates: places(5),
          controls,
        }).margin) {
          if (isShown) expect(low).toBeGreaterThanOrEqual(-0.05);
          else expect(low).toBeLessThanOrEqual(-0.05);
          expect(low).toBeLessThanOrEqual(value + 1e-12);
          expect(high).toBeGreaterThanOrEqual(value - 1e-12);
        }
    }
  });

  it('without a control takes each for the best in turn, the one found best too', () => {
    const made = table([0.7, 0.7, 0.7], 60);
    const all = { ...options, candidates: places(3), controls: places(3) };
    const { margin } = qualityEvidence(made, all);
    expect([...margin.values()].some(({ value }) => value >= 0)).toBe(true);
    expect([...margin.values()].every(({ isShown }) => !isShown)).toBe(true);
    const clear = qualityEvidence(table([0.95, 0.6, 0.5], 400), all).margin;
    expect([0, 1, 2].map((t) => clear.get(t)?.isShown)).toEqual([true, false, false]);
  });

  it('is not certain of equal answers to few cases', () => {
    const same = (cases: number) =>
      qualityEvidence(
        madeUpTable({ targets: ['a', 'b'], cases }, () => ({ quality: 1 })),
        { ...options, candidates: [0, 1], margin: 0.03 },
      ).margin.get(1);
    expect(same(60)?.isShown).toBe(false);
    expect(same(400)?.isShown).toBe(true);
  });

  it('holds a least quality against all candidates at once, with half of the chance beside a margin', () => {
    const made = table([0.9, 0.88, 0.86], 600);
    const both = qualityEvidence(made, { ...options, candidates: places(3), floor: 0.8 });
    const floorOnly = qualityEvidence(made, { ...options, candidates: places(3), controls: [], floor: 0.8 });
    expect(both.floor.get(1)?.low).toBeLessThan(floorOnly.floor.get(1)?.low as number);
    expect(floorOnly.margin.size).toBe(0);
    expect(both.family).toEqual({ margin: 2, floor: 3 });
  });

  it('knows nothing of what was not judged', () => {
    const made = madeUpTable({ targets: ['a', 'b'], cases: 40 }, (target) =>
      target === 0 ? { quality: 1 } : {},
    );
    const found = qualityEvidence(made, { ...options, candidates: [0, 1] }).margin.get(1);
    expect(found?.low).toBeNaN();
    expect(found?.isShown).toBe(false);
  });
});
