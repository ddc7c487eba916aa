import { describe, expect, it } from 'vitest';
import { runSummaryOf, targetSummaryOf } from '../../web/fixtures/summary.ts';
import { spendingOf } from './spending.ts';

const costing = (spent_usd: number | null, n_unknown = 0, total_usd = spent_usd) =>
  targetSummaryOf('a', {
    cost: { total_usd, spent_usd, per_1k_usd: null, per_correct_usd: null, n_unknown },
  });

describe('spendingOf', () => {
  it('adds what is known', () => {
    expect(spendingOf(runSummaryOf([costing(1.5), costing(0.25)]))).toEqual({ usd: 1.75, isLeast: false });
  });
  it('leaves out what was paid in another run: answers from the cache', () => {
    expect(spendingOf(runSummaryOf([costing(0.5, 0, 2), costing(0, 0, 2)]))).toEqual({
      usd: 0.5,
      isLeast: false,
    });
  });
  it('says so when some of it is unknown', () => {
    expect(spendingOf(runSummaryOf([costing(1.5, 3), costing(0.25)]))).toEqual({ usd: 1.75, isLeast: true });
    expect(spendingOf(runSummaryOf([costing(1.5), costing(null, 200)]))).toEqual({ usd: 1.5, isLeast: true });
  });
  it('adds what was left out as well: it was paid for', () => {
    const shared = { samples: 3, left_out: 2, left_out_usd: 0.5 };
    const summary = { ...runSummaryOf([costing(1.5)]), shared };
    expect(spendingOf(summary)).toEqual({ usd: 2, isLeast: false });
    const unknown = { ...summary, shared: { ...shared, left_out_usd: null } };
    expect(spendingOf(unknown)).toEqual({ usd: 1.5, isLeast: true });
  });
  it('is unknown, not zero, when nothing is known', () => {
    expect(spendingOf(runSummaryOf([costing(null, 200)]))).toEqual({ usd: null, isLeast: true });
  });
});
