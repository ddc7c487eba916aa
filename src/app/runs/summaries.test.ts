import { expect, it } from 'vitest';
import type { ResultStore } from '../../contract/result-store.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { storedSummary, Summaries } from './summaries.ts';

const { run, batch } = madeUp({ runId: 'r', targets: 2, cases: 10, payloads: false });

/** Counts how often samples are read; fails the first `failures` times. */
function countingStore(failures = 0) {
  const count = { reads: 0 };
  const store = {
    async *samples() {
      count.reads += 1;
      if (count.reads <= failures) throw new Error('gone');
      yield batch.samples;
    },
    retried: async () => batch.retried,
  } as unknown as ResultStore;
  return { count, summaries: new Summaries(store) };
}

it('reads the samples once for all who ask, until rows are written or the run changes', async () => {
  const { count, summaries } = countingStore();
  const [first, second] = await Promise.all([summaries.get(run), summaries.get(run)]);
  expect(first).toBe(second);
  expect(first.done).toBe(20);
  expect(first.targets.reduce((sum, target) => sum + target.retries, 0)).toBe(batch.retried.length);
  expect(count.reads).toBe(1);
  summaries.forget(run.run_id);
  await summaries.get(run);
  expect(count.reads).toBe(2);
  await summaries.get({ ...run, status: 'partial' });
  // which samples all targets have is looked up first
  expect(count.reads).toBe(4);
});

it('is of the samples that all targets have, of a run that stopped early', async () => {
  const [first] = batch.samples.filter(({ is_warmup }) => !is_warmup);
  const store = {
    async *samples() {
      yield batch.samples.filter((sample) => sample !== first);
    },
    retried: async () => [],
  } as unknown as ResultStore;
  const cut = await storedSummary(store, { ...run, status: 'partial' });
  expect([cut.done, ...cut.targets.map(({ n }) => n)]).toEqual([19, 9, 9]);
  expect(cut.shared).toMatchObject({ samples: 9, left_out: 1 });
  const whole = await storedSummary(store, run);
  expect([whole.done, whole.shared]).toEqual([19, undefined]);
});

it('does not remember a failure', async () => {
  const { summaries } = countingStore(1);
  await expect(summaries.get(run)).rejects.toThrow('gone');
  expect((await summaries.get(run)).done).toBe(20);
});

it('forgets the run that was asked for longest ago', async () => {
  const { count, summaries } = countingStore();
  const runs = Array.from({ length: 17 }, (_, index) => ({ ...run, run_id: `r${index}` }));
  for (const item of runs) await summaries.get(item);
  await summaries.get(runs[16] as typeof run);
  expect(count.reads).toBe(17);
  await summaries.get(runs[0] as typeof run);
  expect(count.reads).toBe(18);
});
