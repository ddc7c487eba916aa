import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpRun } from '../../../test/made-up/made-up-run.ts';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { passAtK, passHatK } from './pass-at-k.ts';
import { reduceBy } from './reduce-repeats.ts';
import { repeatReport } from './repeat-report.ts';

describe('pass@k and pass^k', () => {
  it.each([
    [3, 1, 1, 1 / 3],
    [10, 3, 1, 0.3],
    [10, 3, 5, 0.916667],
    [10, 3, 10, 1],
    [4, 2, 2, 0.833333],
    [200, 10, 100, 0.999229],
    [5, 0, 3, 0],
    [5, 5, 1, 1],
  ])('of %d answers, %d right: pass@%d is %d', (n, c, k, value) => {
    expect(passAtK(n, c, k)).toBeCloseTo(value, 6);
  });
  it.each([
    [4, 2, 2, 1 / 6],
    [4, 3, 2, 0.5],
    [10, 3, 5, 0],
    [10, 8, 4, 1 / 3],
  ])('of %d answers, %d right: pass^%d is %d', (n, c, k, value) => {
    expect(passHatK(n, c, k)).toBeCloseTo(value, 12);
  });
  it('is not known for more than there are', () => {
    expect(passAtK(3, 3, 4)).toBeNull();
    expect(passHatK(3, 3, 4)).toBeNull();
  });
  it('are the share right at k = 1, and drift apart as k grows', () => {
    const answers = fc
      .integer({ min: 1, max: 60 })
      .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n })));
    fc.assert(
      fc.property(answers, ([n, c]) => {
        expect(passAtK(n, c, 1)).toBeCloseTo(c / n, 12);
        expect(passHatK(n, c, 1)).toBeCloseTo(c / n, 12);
        for (let k = 2; k <= n; k++) {
          expect(passAtK(n, c, k)).toBeGreaterThanOrEqual((passAtK(n, c, k - 1) as number) - 1e-12);
          expect(passHatK(n, c, k)).toBeLessThanOrEqual((passHatK(n, c, k - 1) as number) + 1e-12);
          // all right of the others is none right of these
          expect(passHatK(n, n - c, k)).toBeCloseTo(1 - (passAtK(n, c, k) as number), 9);
        }
      }),
    );
  });
});

describe('reducers', () => {
  it('make one value of several in order', () => {
    const values = Float64Array.of(0, 0, 0.5, 1, 1);
    expect(reduceBy.median(values)).toBe(0.5);
    expect(reduceBy.median(Float64Array.of(0, 1))).toBe(0.5);
    expect(reduceBy.mode(values)).toBe(0);
    expect(reduceBy.mode(Float64Array.of(0, 0.5, 0.5, 1))).toBe(0.5);
    expect(reduceBy.max(values)).toBe(1);
  });
});

describe('the report', () => {
  const run = madeUpRun({ runId: 'r', targets: 2, cases: 3, repeats: 4 });
  const answers = { a: [1, 1, 1, 0], b: [1, 0, 1, 0], c: [1, 1] };
  const ids = ['a', 'b', 'c'] as const;
  /** The second target is none of the run's. */
  const made = madeUpTable(
    {
      targets: ['known', 'elsewhere'],
      cases: 3,
      repeats: 4,
      case: (index) => ({ id: ids[index] as string }),
    },
    (target, index, repeat) => {
      const right = answers[ids[index] as 'a'][repeat];
      // the third answer to c could not be scored, a fourth was never asked for
      if (right === undefined) return repeat === 2 ? {} : null;
      return target === 0 ? { quality: right, correct: right } : { quality: 0, correct: 0 };
    },
  );
  const table = {
    ...made,
    targets: made.targets.map((target, place) => (place === 0 ? { ...target, id: 'target-0' } : target)),
  };
  it('tells how repeats agree', () => {
    const [first, second] = repeatReport(run, table).targets;
    expect(first).toMatchObject({ cases: 3, most_repeats: 4, flaky_share: 2 / 3 });
    expect(first?.reduced).toEqual({
      mean: 0.75,
      median: (1 + 0.5 + 1) / 3,
      mode: 2 / 3,
      max: 1,
      majority: 2 / 3,
    });
    expect(first?.flaky).toEqual([
      { case_id: 'b', n: 4, correct: 2, spread: expect.closeTo(Math.sqrt(1 / 3), 12) as number },
      { case_id: 'a', n: 4, correct: 3, spread: 0.5 },
    ]);
    expect(first?.spread).toBeCloseTo((0.5 + Math.sqrt(1 / 3) + 0) / 3, 12);
    expect(first?.pass.map(({ k, cases }) => [k, cases])).toEqual([
      [1, 3],
      [2, 3],
      [3, 2],
      [4, 2],
    ]);
    expect(first?.pass[1]).toMatchObject({
      pass_at_k: expect.closeTo((1 + 5 / 6 + 1) / 3, 12) as number,
      pass_hat_k: expect.closeTo((0.5 + 1 / 6 + 1) / 3, 12) as number,
    });
    expect(second).toMatchObject({ cases: 0, spread: null, flaky_share: null, pass: [], flaky: [] });
    expect(second?.reduced.mean).toBeNull();
  });
});
