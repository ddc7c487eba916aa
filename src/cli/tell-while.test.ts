import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withProgressNote } from './tell-while.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const during = async (ms: number, end: () => string) => {
  const notes: string[] = [];
  const work = new Promise<void>((resolve) => void setTimeout(resolve, ms)).then(end);
  const told = withProgressNote({ note: (text) => void notes.push(text) }, 'comparing', work);
  const outcome = told.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(ms);
  const before = notes.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(notes).toHaveLength(before);
  return { notes, outcome: await outcome };
};

it('says nothing of what is quick', async () => {
  expect(await during(900, () => 'done')).toEqual({ notes: [], outcome: 'done' });
});

it('says after a second that it goes on, then every five, and stops with it', async () => {
  const { notes, outcome } = await during(11_500, () => 'done');
  expect(outcome).toBe('done');
  expect(notes).toHaveLength(3);
  expect(notes[0]).toMatch(/^comparing, \d+ s so far$/);
});

it('stops also when it fails', async () => {
  const { outcome } = await during(2000, () => {
    throw new Error('no');
  });
  expect(outcome).toEqual(new Error('no'));
});
