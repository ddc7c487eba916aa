import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { backgroundText, BackgroundWork } from './background-work.ts';

let now = 0;
vi.mock('../base/clock.ts', () => ({ nowMs: () => now }));
beforeEach(() => void (now = 0));
afterEach(() => void vi.restoreAllMocks());

it('does one thing after the other, and says what it is at', async () => {
  const work = new BackgroundWork(() => undefined);
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = work.do('reading journals', async (progress) => {
    progress(1, 2000);
    await gate.promise;
    order.push('first');
    throw new Error('full');
  });
  const second = work.do('computing', async () => void order.push('second'));
  await vi.waitFor(() => expect(work.task).toEqual({ what: 'reading journals', done: 1, total: 2000 }));
  gate.resolve();
  await expect(first).rejects.toThrow('full');
  await second;
  expect([order, work.task]).toEqual([['first', 'second'], null]);
});

it('tells now and then how far it is, and nothing of what is quick', async () => {
  const lines: string[] = [];
  const work = new BackgroundWork((line) => void lines.push(line));
  await work.do('reading journals', async (progress) => {
    for (now = 0; now <= 20_000; now += 1000) progress(now / 1000, 3000);
  });
  expect(lines).toEqual(['reading journals: 2 of 3,000 runs', 'reading journals: 17 of 3,000 runs']);
  expect(backgroundText({ what: 'computing', done: 0, total: null })).toBe('computing');
});

it('asks what goes on to end when it is closed, and begins nothing more', async () => {
  const work = new BackgroundWork(() => undefined);
  const begun = Promise.withResolvers<void>();
  const never = vi.fn(async () => undefined);
  const ending = work.do('reading journals', (_progress, signal) => {
    begun.resolve();
    return new Promise((resolve) => void signal.addEventListener('abort', resolve));
  });
  const after = work.do('computing', never);
  await begun.promise;
  await work.close();
  await Promise.all([ending, after]);
  expect([never.mock.calls, work.isClosed]).toEqual([[], true]);
});
