import { expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { BernsteinInterval } from './bernstein-interval.ts';

it('gives the published bounds', () => {
  const interval = new BernsteinInterval(0.05);
  const pattern = [1, 1, 0, 1, 1, 0, 1, 1, 1, 1];
  const expected = new Map([
    [50, [0.576648, 1]],
    [100, [0.652519, 0.939715]],
    [200, [0.696134, 0.89754]],
  ]);
  expect(interval.bounds()).toBeNull();
  for (let t = 1; t <= 200; t++) {
    interval.add(pattern[(t - 1) % 10] as number);
    const [low, high] = expected.get(t) ?? [];
    if (low === undefined || high === undefined) continue;
    expect(interval.bounds()?.low).toBeCloseTo(low, 5);
    expect(interval.bounds()?.high).toBeCloseTo(high, 5);
  }
});

it('holds at all of 300 looks at once in 95 % of 400 seeds or more', () => {
  let missed = 0;
  for (let seed = 0; seed < 400; seed++) {
    const random = seededRandom('bernstein', seed);
    const interval = new BernsteinInterval(0.05);
    let held = true;
    for (let t = 0; t < 300; t++) {
      interval.add(random() < 0.7 ? 1 : 0);
      const { low, high } = interval.bounds() as { low: number; high: number };
      held &&= low <= 0.7 && high >= 0.7;
    }
    if (!held) missed++;
  }
  expect(missed).toBeLessThanOrEqual(20);
});
