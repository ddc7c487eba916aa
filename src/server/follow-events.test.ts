/** Runs of other machines on this server: seen live, taken up in the middle, caught up after a gap. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../base/id.ts';
import type { Events, Listener } from '../contract/event-bus.ts';
import { createMemoryEvents } from '../control/memory-events.ts';
import { madeUp, type MadeUp } from '../../test/made-up/made-up-run.ts';
import { testServer } from '../../test/made-up/test-server.ts';
import { followEvents, type FollowedEvents } from './follow-events.ts';

let server: Awaited<ReturnType<typeof testServer>>;
let events: Events;
let followed: FollowedEvents;
/** Of those who listen here. */
let listeners: Listener[];
const errors: unknown[] = [];

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  listeners = [];
  const all = createMemoryEvents();
  events = { ...all, listen: (listener) => (listeners.push(listener), all.listen(listener)) };
  followed = await followEvents(events, server.store, server.live, (error) => void errors.push(error));
});
afterEach(() => {
  followed.close();
  expect(errors).toEqual([]);
});

function running(): MadeUp {
  const made = madeUp({ runId: newId(), targets: 2, cases: 5, payloads: false });
  return { ...made, run: { ...made.run, status: 'running', ended_at_ms: null } };
}
const doneOf = (made: MadeUp) => server.live.get(made.run.run_id)?.summary().done;

describe('followEvents', () => {
  it('shows a run of other machines from its beginning to its end', async () => {
    const made = running();
    const { run, batch } = made;
    events.publish({ type: 'run-start', run });
    await vi.waitFor(() => expect(doneOf(made)).toBe(0));
    for (const sample of batch.samples) events.publish({ type: 'sample-end', sample });
    await vi.waitFor(() => expect(doneOf(made)).toBe(batch.samples.length));
    expect(followed.isGoingOn(run.run_id)).toBe(true);
    events.publish({ type: 'run-stop', runId: run.run_id });
    events.publish({ type: 'run-end', run: { ...run, status: 'partial', ended_at_ms: 1 } });
    await vi.waitFor(() => expect(server.live.get(run.run_id)?.ended).toBe(true));
    expect(followed.isGoingOn(run.run_id)).toBe(false);
  });

  it('forgets what it derived from a run that was changed after its end', async () => {
    const made = running();
    const run = { ...made.run, status: 'done' as const, ended_at_ms: 5 };
    await server.store.putRun(run, made.cases);
    await server.store.insert(made.batch);
    const place = `/api/runs/${run.run_id}`;
    const right = async () => {
      const { summary } = (await (await server.ask(place)).json()) as {
        summary: { targets: { correct: number }[] };
      };
      return summary.targets.map(({ correct }) => correct);
    };
    const before = await right();
    const samples = made.batch.samples.map((sample) => ({ ...sample, quality: 0, correct: false }));
    await server.store.insert({ samples, payloads: [], retried: [] });
    expect(await right(), 'it was not told').toEqual(before);
    events.publish({ type: 'run-changed', run_id: run.run_id, change: 'scores' });
    await vi.waitFor(async () => expect(await right()).toEqual([0, 0]));
    expect(followed.isGoingOn(run.run_id)).toBe(false);
  });

  it('takes up a run whose beginning it did not see, with what is stored of it', async () => {
    const made = running();
    const { run, cases, batch } = made;
    await server.store.putRun(run, cases);
    await server.store.insert({ samples: batch.samples.slice(0, 4), payloads: [], retried: [] });
    for (const sample of batch.samples.slice(4, 7)) events.publish({ type: 'sample-end', sample });
    await vi.waitFor(() => expect(doneOf(made)).toBe(7));
  });

  it('reads what it missed in a gap from the results, the end too', async () => {
    const made = running();
    const { run, cases, batch } = made;
    events.publish({ type: 'run-start', run });
    for (const sample of batch.samples.slice(0, 2)) events.publish({ type: 'sample-end', sample });
    await server.store.putRun(run, cases);
    await server.store.insert({ ...batch, payloads: [], retried: [] });
    for (const listener of listeners) listener.onGap?.();
    await vi.waitFor(() => expect(doneOf(made)).toBe(batch.samples.length));
    await server.store.putRun({ ...run, status: 'done', ended_at_ms: run.started_at_ms + 1 }, []);
    for (const listener of listeners) listener.onGap?.();
    await vi.waitFor(() => expect(server.live.get(run.run_id)?.ended).toBe(true));
  });

  it('hears nothing any more once it is closed', async () => {
    followed.close();
    const made = running();
    events.publish({ type: 'run-start', run: made.run });
    expect(server.live.get(made.run.run_id)).toBeUndefined();
  });
});
