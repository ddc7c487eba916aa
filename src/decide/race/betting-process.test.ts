import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { BettingProcess } from './betting-process.ts';

const differences = [1, 1, 0, 1, -1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1];

function path(options: ConstructorParameters<typeof BettingProcess>[0]): number[] {
  const process = new BettingProcess(options);
  return differences.map((d) => {
    process.add((d + 1) / 2);
    return process.wealth;
  });
}

it('gives the published wealth, drawn with replacement', () => {
  const expected = [
    1, 1.5, 1.5, 2.25, 1.125, 1.658737, 2.488106, 2.488106, 3.732159, 5.598239, 8.397358, 8.397358, 12.596038,
    18.894057, 28.341085, 42.511627,
  ];
  const found = path({ mean: 0.5 });
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i] as number, 5);
});

it('gives the published wealth, drawn without replacement from 20', () => {
  const expected = [
    1, 1.555556, 1.652778, 2.699537, 1.349769, 2.231906, 3.95656, 4.798383, 9.383527, 18.904042, 38.74059,
    56.844516, 119.584921,
  ];
  const found = path({ mean: 0.5, population: 20 });
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 4);
  expect(found[13]).toBe(Number.POSITIVE_INFINITY);
});

it('is never negative, and evidence never falls', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.boolean(),
      (values, mean, finite) => {
        const process = new BettingProcess(finite ? { mean, population: values.length } : { mean });
        let before = 1;
        for (const value of values) {
          process.add(value);
          expect(process.wealth).toBeGreaterThanOrEqual(0);
          expect(process.evidence).toBeGreaterThanOrEqual(before);
          before = process.evidence;
        }
      },
    ),
  );
});

it('cries wolf in at most 5 % of 500 runs of a fair coin, looking after every toss', () => {
  let alarms = 0;
  for (let seed = 0; seed < 500; seed++) {
    const random = seededRandom('wolf', seed);
    const process = new BettingProcess({ mean: 0.5 });
    for (let i = 0; i < 300; i++) process.add(random() < 0.5 ? 0 : 1);
    if (process.evidence >= 20) alarms++;
  }
  expect(alarms).toBeLessThanOrEqual(25);
});

it('takes an exact tie for no proof when all are drawn, and one more win for one', () => {
  const wealthOf = (values: number[]) => {
    const process = new BettingProcess({ mean: 0.5, population: values.length });
    for (const value of values) process.add(value);
    return process.evidence;
  };
  expect(wealthOf([1, 1, 1, 0, 0, 0])).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(wealthOf([1, 1, 1, 0, 0, 0.5])).toBe(Number.POSITIVE_INFINITY);
});
