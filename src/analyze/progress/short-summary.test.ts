import { describe, expect, it } from 'vitest';
import { madeUpRun } from '../../../test/made-up/made-up-run.ts';
import type { TargetTotals } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { shortSummary } from './short-summary.ts';

const run = madeUpRun({ runId: 'r', targets: 2, cases: 100 });

/** 100 calls, all answered and scored, unless it says otherwise. */
const totalsOf = (target: number, more: Partial<TargetTotals>): TargetTotals => {
  const n = more.n ?? 100;
  const same = { n, asked: n, answered: n, n_quality: n, cost_nanousd: null };
  return { run_id: 'r', target_id: `target-${target}`, quality: null, ...same, ...more };
};

it('adds up calls and known costs, and knows none where none is known', () => {
  const [known, unknown] = [totalsOf(0, { cost_nanousd: 5e8 }), totalsOf(1, {})];
  expect(shortSummary(run, [known, unknown])).toEqual({
    done: 200,
    best_quality: null,
    total_cost_usd: 0.5,
  });
  expect(shortSummary(run, [unknown]).total_cost_usd).toBeNull();
});

describe('the best quality', () => {
  const low = totalsOf(0, { quality: 0.5 });
  const bestOf = (more: Partial<TargetTotals>, status: Run['status'] = 'done') =>
    shortSummary({ ...run, status }, [low, totalsOf(1, { quality: 0.9, ...more })]).best_quality?.target_id;

  it.each<[string, Partial<TargetTotals>, Run['status'], string | undefined]>([
    ['the highest', {}, 'done', 'target-1'],
    ['of one that fails within what is ranked', { answered: 85 }, 'done', 'target-1'],
    ['none of one that fails too often to be ranked', { answered: 70, n_quality: 70 }, 'done', 'target-0'],
    ['none of less than half of the calls', { n_quality: 49 }, 'done', 'target-0'],
    ['of half of the calls', { n_quality: 50 }, 'done', 'target-1'],
    ['nobody’s where a run that stopped asked them unequally', { n: 60 }, 'partial', undefined],
    ['the highest where it asked them equally', {}, 'partial', 'target-1'],
    ['the highest where aborted calls alone are more', { n: 104, asked: 100 }, 'partial', 'target-1'],
  ])('is %s', (_, more, status, best) => {
    expect(bestOf(more, status)).toBe(best);
  });

  it('is nobody’s while a target of a run that is not done has not been asked', () => {
    expect(shortSummary({ ...run, status: 'running' }, [low]).best_quality).toBeNull();
    expect(shortSummary(run, [low]).best_quality).toEqual({
      target_id: 'target-0',
      label: 'model 0',
      value: 0.5,
    });
  });
});
