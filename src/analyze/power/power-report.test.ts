import { expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { powerAssumed, powerOfRun } from './power-report.ts';

function runOf(repeats: number) {
  const random = seededRandom('power report', repeats);
  return madeUpTable({ targets: ['a', 'b', 'c'], cases: 80, repeats }, () => ({
    quality: random() < 0.7 ? 1 : 0,
  }));
}

it('says what repeats bring when there were some', () => {
  const report = powerOfRun(runOf(3));
  expect(report?.repeated).toBe(true);
  const seen = report?.rows.map((row) => row.smallest_difference) ?? [];
  expect(seen).toHaveLength(5);
  expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  // All of the spread is noise here: five repeats are worth five times the cases.
  expect((seen[0] as number) / (seen[3] as number)).toBeGreaterThan(1.8);
});

it('does not guess it when there were none', () => {
  const report = powerOfRun(runOf(1));
  expect(report?.repeated).toBe(false);
  expect(report?.rows.map(({ repeats }) => repeats)).toEqual([1]);
  expect(report?.components.between).toBeGreaterThan(0.3);
  expect(report?.pair).toHaveLength(2);
});

it('takes other numbers of cases, and assumptions in place of a run', () => {
  const [few, many] = [20, 2000].map((cases) => powerOfRun(runOf(1), { cases })?.rows[0]);
  expect((few?.smallest_difference as number) / (many?.smallest_difference as number)).toBeCloseTo(10, 9);
  expect(few?.cases_needed).toEqual(many?.cases_needed);
  const assumed = powerAssumed({ quality: 0.5, correlation: 0.5, cases: 100 });
  expect(assumed.components.between).toBe(0.25);
  expect(assumed.rows[0]?.smallest_difference).toBeCloseTo(2.80158 * 0.05, 4);
});

it('cannot tell from one target', () => {
  expect(powerOfRun(madeUpTable({ targets: ['a'], cases: 9 }, () => ({ quality: 1 })))).toBeNull();
});
