import { expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import { createAdopter } from './adopt.ts';
import { LiveHub } from './live-hub.ts';

const { run: ended, batch } = madeUp({
  runId: '01900000-0000-7000-8000-000000000001',
  targets: 2,
  cases: 5,
  payloads: false,
});
const running: Run = { ...ended, status: 'running', ended_at_ms: null };

function worldOf(stored: Run | null, samples = batch.samples) {
  const state = { stored, samples, reads: 0 };
  const store = {
    async getRun() {
      state.reads++;
      return state.stored;
    },
    async *samples() {
      yield state.samples;
    },
    retried: async () => batch.retried,
  } as unknown as ResultStore;
  const live = new LiveHub({ tickMs: 1 });
  return { state, live, adopter: createAdopter(store, live) };
}

it('takes up a run that goes on elsewhere, with what is stored of it, once for all who ask', async () => {
  const { state, live, adopter } = worldOf(running);
  const id = running.run_id;
  expect(await Promise.all([adopter.adopt(id), adopter.adopt(id), adopter.adopt(id)])).toEqual([
    true,
    true,
    true,
  ]);
  expect(state.reads).toBe(1);
  expect(live.get(id)?.summary().done).toBe(batch.samples.length);
  expect(await adopter.adopt(id)).toBe(true);
  expect(state.reads).toBe(1);
});

it.each<[string, Run | null, string]>([
  ['that is not there', null, running.run_id],
  ['that has ended', ended, running.run_id],
  ['of which only the beginning of the id is given', running, '01900000'],
])('follows no run %s', async (_, stored, id) => {
  const { live, adopter } = worldOf(stored);
  expect(await adopter.adopt(id)).toBe(false);
  expect(live.goingOn()).toEqual([]);
});

it('catches up with rows and the end that no event has told of', async () => {
  const { state, live, adopter } = worldOf(running, batch.samples.slice(0, 3));
  await adopter.adopt(running.run_id);
  expect(live.get(running.run_id)?.summary().done).toBe(3);
  state.samples = batch.samples;
  await adopter.catchUp(running.run_id);
  expect(live.get(running.run_id)?.summary().done).toBe(batch.samples.length);
  expect(live.goingOn()).toHaveLength(1);
  state.stored = ended;
  await adopter.catchUp(running.run_id);
  expect(live.goingOn()).toEqual([]);
  expect(live.get(running.run_id)?.summary().done).toBe(batch.samples.length);
});
