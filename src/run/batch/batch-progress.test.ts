import { expect, it } from 'vitest';
import type { BatchStatus } from '../../contract/batch.ts';
import { BatchProgress } from './batch-progress.ts';

const begun = 1_700_000_000_000;
const minute = 60_000;
const statusOf = (batchId: string, done: number, more: Partial<BatchStatus> = {}): BatchStatus => ({
  batchId,
  state: 'going',
  total: 100,
  done,
  createdAtMs: begun,
  expiresAtMs: null,
  failure: null,
  ...more,
});

it('tells how far all batches of a target are, at the pace so far', () => {
  const progress = new BatchProgress();
  expect(progress.add(statusOf('a', 0), begun)).toBe('0 of 100 answered in 1 batch');
  expect(progress.add(statusOf('a', 25), begun + 10 * minute)).toBe(
    '25 of 100 answered in 1 batch, about 30 min left',
  );
  expect(progress.add(statusOf('b', 0, { createdAtMs: begun + 5 * minute }), begun + 10 * minute)).toBe(
    '25 of 200 answered in 2 batches, about 70 min left',
  );
  expect(progress.total).toBe(200);
});

it('tells a line once, and no time where none can be known', () => {
  const progress = new BatchProgress();
  expect(progress.add(statusOf('a', 5, { createdAtMs: null }), begun)).toBe('5 of 100 answered in 1 batch');
  expect(progress.add(statusOf('a', 5, { createdAtMs: null }), begun + minute)).toBeNull();
  expect(progress.add(statusOf('a', 100), begun + minute)).toBe('100 of 100 answered in 1 batch');
});

it('promises nothing while a batch is being cancelled', () => {
  const progress = new BatchProgress();
  expect(progress.add(statusOf('a', 50, { state: 'cancelling' }), begun + minute)).toBe(
    '50 of 100 answered in 1 batch, being cancelled',
  );
});
