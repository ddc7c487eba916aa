import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { meanBounds } from './anytime-bounds.ts';
import { findChanges, type ChangeOptions, type KnownPoint } from './find-changes.ts';

const day = 86_400_000;
const options: ChangeOptions = { better: 'higher', markers: [], minChange: 0, maxP: 0.05 };
const pointsOf = (values: readonly number[]): KnownPoint[] =>
  values.map((value, i) => ({ at_ms: i * day, value, anytime: null }));

/** Values around levels, each held for a while. */
function steps(levels: [value: number, days: number][], noise = 100): number[] {
  const random = seededRandom('steps', levels.length);
  return levels.flatMap(([value, days]) =>
    Array.from({ length: days }, () => value + noise * (random() - 0.5)),
  );
}

describe('a line of many points', () => {
  // the shape of the nightly figures published with Otava: a fall at 15, a rise at 71
  const nightly = pointsOf(
    steps(
      [
        [26_700, 15],
        [23_650, 56],
        [28_400, 60],
      ],
      400,
    ),
  );

  it('changes where it was made to, with size, interval and what was different beside it', () => {
    const marker = { at_ms: 71 * day, kind: 'assay-version' as const, before: '1', after: '2' };
    const found = findChanges(nightly, { ...options, minChange: 0.05, markers: [marker] });
    expect(found.map(({ at_ms, verdict }) => [at_ms / day, verdict])).toEqual([
      [15, 'worse'],
      [71, 'better'],
    ]);
    expect(found[1]?.beside).toEqual([marker]);
    for (const { difference, low, high, method } of found) {
      expect(method).toBe('e-divisive');
      expect(low).toBeLessThan(difference);
      expect(high).toBeGreaterThan(difference);
    }
  });

  it('leaves out what is smaller than asked', () =>
    expect(findChanges(nightly, { ...options, minChange: 0.15 }).map(({ at_ms }) => at_ms / day)).toEqual([
      71,
    ]));

  it('is worse the other way round for what is better when lower', () =>
    expect(
      findChanges(nightly, { ...options, minChange: 0.05, better: 'lower' }).map(({ verdict }) => verdict),
    ).toEqual(['better', 'worse']));

  it('has no change when it only scatters', () => {
    const alarms = Array.from({ length: 40 }, (_, seed) => {
      const random = seededRandom('scatter', seed);
      const values = Array.from({ length: 60 }, () => random() + random() + random());
      return findChanges(pointsOf(values), options).filter(({ method }) => method === 'e-divisive').length;
    });
    expect(alarms.filter((count) => count > 0).length).toBeLessThanOrEqual(2);
  });

  it('shifts by little things that add up', () => {
    const values = [...steps([[100, 40]], 4), ...steps([[102.4, 12]], 1)];
    const found = findChanges(pointsOf(values), { ...options, maxP: 1e-12 });
    expect(found.map(({ method }) => method)).toEqual(['cusum']);
    expect(found[0]?.difference).toBeGreaterThan(0.5);
  });
});

describe('a line of few points', () => {
  const counted = (k: number, n: number, at: number): KnownPoint => ({
    at_ms: at,
    value: k / n,
    anytime: meanBounds(k, n),
  });

  // the published fall of a model on 1,000 questions within three months
  it('changes between neighbours that are surely apart', () => {
    const [change] = findChanges([counted(840, 1000, 0), counted(511, 1000, day)], options);
    expect(change).toMatchObject({
      method: 'confidence-sequence',
      before: 0.84,
      after: 0.511,
      verdict: 'worse',
      p: null,
    });
    expect(change?.low).toBeLessThan(-0.329);
    expect(change?.high).toBeGreaterThan(-0.329);
    expect(change?.high).toBeLessThan(0);
  });

  it('does not change between neighbours that may be equal, or without an interval', () => {
    expect(findChanges([counted(84, 100, 0), counted(78, 100, day)], options)).toEqual([]);
    expect(findChanges(pointsOf([1, 2]), options)).toEqual([]);
    expect(findChanges([], options)).toEqual([]);
  });
});
