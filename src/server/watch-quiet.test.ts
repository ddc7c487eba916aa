import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { madeUpRun } from '../../test/made-up/made-up-run.ts';
import { LiveHub } from './live-hub.ts';
import { watchQuiet } from './watch-quiet.ts';

const run = { ...madeUpRun({ runId: 'r', targets: 1, cases: 3 }), status: 'running' as const };
let live: LiveHub;
let stop: () => void;
const asked: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'hrtime', 'Date'] });
  asked.length = 0;
  live = new LiveHub();
  live.handle({ type: 'run-start', run });
  stop = watchQuiet(
    live,
    async (id) => void asked.push(id),
    (error) => expect.unreachable(String(error)),
    {
      quietMs: 10_000,
      maxMs: 40_000,
    },
  );
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});
const follow = () => live.get('r')?.follow({ send: () => {}, ready: () => true, end: () => {} }, 1);

it('asks the store about a quiet run that somebody looks at, less and less often', () => {
  follow();
  vi.advanceTimersByTime(9000);
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(3000);
  expect(asked).toEqual(['r']);
  vi.advanceTimersByTime(200_000);
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.length).toBeLessThan(10);
});

it('asks nothing about a run that is heard of, is over, or nobody looks at', () => {
  vi.advanceTimersByTime(60_000);
  follow();
  live.handle({ type: 'run-trouble', run_id: 'r', message: null });
  vi.advanceTimersByTime(5000);
  live.handle({ type: 'run-end', run: { ...run, status: 'done' } });
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual([]);
});
