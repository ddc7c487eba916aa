import { expect, it, vi } from 'vitest';
import { untilDone, useFakeClock } from '../../../test/fake-clock.ts';
import type { Run } from '../../contract/run.ts';
import type { Suite } from '../../contract/suite.ts';
import { createMemoryEvents } from '../../control/memory-events.ts';
import { createMemoryQueue } from '../../control/memory-queue.ts';
import { createMemoryRunRegistry } from '../../../test/control/memory-run-registry.ts';
import { followRun } from './follow-run.ts';

useFakeClock();

const targets = [{ id: 'a' }];
const run = { run_id: 'r', status: 'running', targets } as Run;
const waits = { lookMs: 5, silenceMs: 10, workerMs: 10_000 };

function open(more: Partial<typeof waits> = {}) {
  const control = {
    registry: createMemoryRunRegistry(),
    events: createMemoryEvents(),
    queue: createMemoryQueue(),
  };
  const [stop, kill] = [new AbortController(), new AbortController()];
  const notes: string[] = [];
  const ended = followRun(
    {
      control,
      runId: 'r',
      emit: () => undefined,
      stop: stop.signal,
      kill: kill.signal,
      note: (line) => void notes.push(line),
      waits: { ...waits, ...more },
    },
    async () => {
      await control.registry.begin({ run, suite: {} as Suite, budgets: [] });
      control.events.publish({ type: 'run-start', run });
      await control.queue.enqueue([{ runId: 'r', targetId: 'a' }]);
    },
  );
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await vi.advanceTimersByTimeAsync(1);
  };
  const take = async () => {
    const lease = await control.queue.take(new AbortController().signal);
    if (lease) await control.registry.openLane(lease);
  };
  return { control, stop, kill, notes, ended, until, take };
}

it('says that no worker is there, and ends at the first signal', async () => {
  const { control, stop, notes, ended, until } = open();
  await until(() => notes.length > 0);
  expect(notes).toEqual([
    expect.stringMatching(/^No worker has taken the run yet\. Start one: .* Ctrl-C ends it now\.$/),
  ]);
  stop.abort();
  expect(await untilDone(ended)).toEqual({
    run: null,
    left: 'Stopped before any worker took the run: nothing was sent.',
  });
  expect((await control.registry.find('r'))?.stopAsked).toBe(true);
});

it('waits for a worker as long as it says', async () => {
  const { control, ended } = open({ workerMs: 40 });
  const { run: none, left } = await untilDone(ended);
  expect(none).toBeNull();
  expect(left).toMatch(/^No worker took the run within .*: it was stopped, nothing was sent/);
  expect((await control.registry.find('r'))?.stopAsked).toBe(true);
});

it('waits for what a worker holds, silent as it may be, at one signal; at two it leaves it alone', async () => {
  const { control, stop, kill, notes, ended, until, take } = open({ silenceMs: 10_000, workerMs: 10_000 });
  await until(() => control.registry.find('r') !== null);
  await vi.advanceTimersByTimeAsync(20);
  await take();
  await vi.advanceTimersByTimeAsync(20);
  stop.abort();
  await vi.advanceTimersByTimeAsync(30);
  kill.abort();
  expect((await untilDone(ended)).left).toMatch(/^The run continues without this command/);
  expect(notes).toEqual([]);
});

it('gives the run as it ended, told or looked up', async () => {
  const { control, ended, take } = open();
  await take();
  const done = { ...run, status: 'done' } as Run;
  await control.registry.update(done);
  expect(await untilDone(ended)).toEqual({ run: done, left: null });
});
