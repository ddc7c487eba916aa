import { expect, it } from 'vitest';
import { normal, seededRandom, shuffled, type Random } from '../../base/random.ts';
import { tQuantile } from '../intervals/t-distribution.ts';
import { differenceEstimate } from './difference-estimator.ts';

/** A suite of right-or-wrong cases, and guesses of them that are biased and know something. */
function madeUp(cases: number, random: Random) {
  const ease = Array.from({ length: cases }, () => 1 / (1 + Math.exp(-1 - 1.5 * normal(random))));
  const truth = ease.map((p) => (random() < p ? 1 : 0));
  return { guesses: ease.map((p) => p * 0.8), truth };
}

function estimates(scope: 'suite' | 'work', truthOf: (truth: number[]) => number) {
  let [held, sum, width, plain] = [0, 0, 0, 0];
  for (let seed = 0; seed < 400; seed++) {
    const random = seededRandom('difference', seed);
    const { guesses, truth } = madeUp(500, random);
    const asked = shuffled([...truth.keys()], random)
      .slice(0, 100)
      .map((place) => ({ place, value: truth[place] as number }));
    const found = differenceEstimate({ guesses, asked }, { scope });
    const without = differenceEstimate({ guesses: truth.map(() => 0), asked }, { scope });
    if (!found || !without) throw new Error('no estimate of 100 cases');
    const aim = truthOf(truth);
    if (found.low <= aim && aim <= found.high) held++;
    sum += found.value - aim;
    width += found.high - found.low;
    plain += without.high - without.low;
  }
  return { held: held / 400, bias: sum / 400, gain: 1 - width / plain };
}

const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

it('holds the mean of the suite, is not biased though the guesses are, and is narrower than without them', () => {
  const { held, bias, gain } = estimates('suite', meanOf);
  expect(held).toBeGreaterThan(0.92);
  expect(Math.abs(bias)).toBeLessThan(0.006);
  expect(gain).toBeGreaterThan(0.05);
});

it('is the classical mean with guesses that say nothing', () => {
  const asked = [1, 0, 1, 1].map((value, place) => ({ place, value }));
  const found = differenceEstimate({ guesses: Array.from({ length: 1e6 }, () => 0.3), asked });
  expect(found?.value).toBeCloseTo(0.75, 9);
  expect(found?.se).toBeCloseTo(0.25, 4);
  expect(found?.high).toBeCloseTo(0.75 + tQuantile(0.975, 3) * 0.25, 3);
  expect(found?.explained).toBeCloseTo(0, 9);
});

it('is certain of the suite once all was asked, and not of work like it', () => {
  const guesses = [0.2, 0.9, 0.4];
  const asked = [0, 1, 1].map((value, place) => ({ place, value }));
  expect(differenceEstimate({ guesses, asked }, { scope: 'suite' })).toMatchObject({ se: 0 });
  expect(differenceEstimate({ guesses, asked })?.se).toBeCloseTo(1 / 3, 9);
  expect(differenceEstimate({ guesses, asked: asked.slice(0, 1) })).toBeNull();
});
