import { describe, expect, it } from 'vitest';
import { runSummaryOf, targetSummaryOf } from '../../../fixtures/summary.ts';
import { spendingOf } from './spending.ts';

const costing = (total_usd: number | null, n_unknown = 0) =>
  targetSummaryOf('a', { cost: { total_usd, per_1k_usd: null, per_correct_usd: null, n_unknown } });

describe('spendingOf', () => {
  it('adds what is known', () => {
    expect(spendingOf(runSummaryOf([costing(1.5), costing(0.25)]))).toEqual({ usd: 1.75, isLeast: false });
  });
  it('says so when some of it is unknown', () => {
    expect(spendingOf(runSummaryOf([costing(1.5, 3), costing(0.25)]))).toEqual({ usd: 1.75, isLeast: true });
    expect(spendingOf(runSummaryOf([costing(1.5), costing(null, 200)]))).toEqual({ usd: 1.5, isLeast: true });
  });
  it('is unknown, not zero, when nothing is known', () => {
    expect(spendingOf(runSummaryOf([costing(null, 200)]))).toEqual({ usd: null, isLeast: true });
  });
});
