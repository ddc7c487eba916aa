import { expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { Run } from '../contract/run.ts';
import { LiveHub } from './live-hub.ts';

const { run: made, batch } = madeUp({ runId: 'r0', targets: 1, cases: 3, payloads: false });
const running = (id: string): Run => ({ ...made, run_id: id, status: 'running', ended_at_ms: null });
const hub = () => new LiveHub({ tickMs: 1 });
const begin = (live: LiveHub, id: string) => live.handle({ type: 'run-start', run: running(id) });
const end = (live: LiveHub, id: string) =>
  live.handle({ type: 'run-end', run: { ...running(id), status: 'done', ended_at_ms: 9 } });
const [sample] = batch.samples;

it('follows a run from its beginning, and leaves out events of any other', () => {
  const live = hub();
  if (sample) live.handle({ type: 'sample-end', sample });
  expect(live.get('r0')).toBeUndefined();
  begin(live, 'r0');
  if (sample) live.handle({ type: 'sample-end', sample });
  expect(live.get('r0')?.summary().done).toBe(1);
  expect(live.goingOn().map(({ run }) => run.run_id)).toEqual(['r0']);
});

it('keeps who follows a run that is begun again, as when its beginning is told twice', () => {
  const live = hub();
  begin(live, 'r0');
  const before = live.get('r0');
  begin(live, 'r0');
  expect(live.get('r0')).toBe(before);
  end(live, 'r0');
  begin(live, 'r0');
  expect(live.get('r0')).not.toBe(before);
});

it('keeps the last few that have ended, and all that go on', () => {
  const live = hub();
  const ids = ['a', 'b', 'c', 'd', 'e'];
  for (const id of [...ids, 'on']) begin(live, id);
  for (const id of ids) end(live, id);
  expect(ids.map((id) => live.get(id) !== undefined)).toEqual([false, false, true, true, true]);
  expect(live.goingOn().map(({ run }) => run.run_id)).toEqual(['on']);
});

it('tells who asked when stored rows of a run were changed, and forgets what it kept of an ended one', () => {
  const live = hub();
  const changed: string[] = [];
  live.onRunChanged((id) => changed.push(id));
  for (const id of ['ended', 'on']) begin(live, id);
  end(live, 'ended');
  for (const id of ['ended', 'on', 'other'])
    live.handle({ type: 'run-changed', run_id: id, change: 'scores' });
  expect(changed).toEqual(['ended', 'on', 'other']);
  expect([live.get('ended'), live.get('on') !== undefined]).toEqual([undefined, true]);
});

it('numbers the events of a run that it takes up above all that were sent before', () => {
  const live = hub();
  begin(live, 'own');
  live.adopt(running('taken'), batch.samples, batch.retried);
  expect(live.get('own')?.count).toBe(1);
  expect(live.get('taken')?.count).toBeGreaterThan(1e12);
});
