import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { predictionPowered } from './prediction-powered.ts';
import { roganGladen } from './rogan-gladen.ts';

const scores = {
  human: [1, 0, 1, 1, 0, 1],
  judged: [1, 0, 1, 0, 0, 1],
  unseen: [1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1],
};

it.each([
  [1, 0.833333, 0.204124],
  [0, 0.666667, 0.19245],
])('with the weight %d gives the published mean and error', (weight, value, se) => {
  const found = predictionPowered(scores, { weight });
  expect(found?.value).toBeCloseTo(value, 6);
  expect(found?.se).toBeCloseTo(se, 6);
});

it('finds the published best weight and interval', () => {
  const found = predictionPowered(scores);
  expect(found?.weight).toBeCloseTo(0.441558, 6);
  expect(found?.value).toBeCloseTo(0.74026, 6);
  expect(found?.se).toBeCloseTo(0.155694, 6);
  expect(found?.low).toBeCloseTo(0.435106, 5);
  expect(found?.high).toBeCloseTo(1.045414, 5);
});

it('covers the truth though the judge is biased', () => {
  let covered = 0;
  for (let seed = 0; seed < 400; seed++) {
    const random = seededRandom('judge', seed);
    const draw = () => {
      const truth = random() < 0.7 ? 1 : 0;
      return { truth, judge: random() < (truth ? 0.7 : 0.1) ? 1 : 0 };
    };
    const seen = Array.from({ length: 120 }, draw);
    const unseen = Array.from({ length: 400 }, draw);
    const found = predictionPowered({
      human: seen.map(({ truth }) => truth),
      judged: seen.map(({ judge }) => judge),
      unseen: unseen.map(({ judge }) => judge),
    });
    if (found && found.low <= 0.7 && found.high >= 0.7) covered++;
  }
  expect(covered / 400).toBeGreaterThan(0.92);
});

it('says nothing of too little, and nothing for a judge that says one thing', () => {
  expect(predictionPowered({ ...scores, unseen: [] })).toBeNull();
  expect(predictionPowered({ human: [1], judged: [1], unseen: [1] })).toBeNull();
  expect(predictionPowered({ human: [1, 0], judged: [1, 1], unseen: [1, 1] })?.weight).toBe(0);
});

it('corrects an observed share, and refuses a judge no better than chance', () => {
  expect(roganGladen(0.8, 0.95, 0.85)).toBeCloseTo(0.8125, 12);
  expect(roganGladen(0.8, 0.5, 0.5)).toBeNull();
  const rate = fc.double({ min: 0.55, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), rate, rate, (truth, tpr, tnr) => {
      expect(roganGladen(truth * tpr + (1 - truth) * (1 - tnr), tpr, tnr)).toBeCloseTo(truth, 6);
    }),
  );
});
