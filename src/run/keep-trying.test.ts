import { expect, it } from 'vitest';
import { keepTrying } from './keep-trying.ts';

const failing = (times: number) => {
  let calls = 0;
  return async () => {
    if (++calls <= times) throw new Error(`no space ${calls}`);
    return calls;
  };
};

it('tries until it is done, says what is wrong, and when it is over', async () => {
  const told: (string | null)[] = [];
  const trouble = (message: string | null) => told.push(message);
  const { signal: giveUp } = new AbortController();
  expect(await keepTrying(failing(2), { giveUp, trouble, pauseMs: 1 })).toBe(3);
  expect(told).toEqual(['no space 1', 'no space 2', null]);
  expect(await keepTrying(failing(0), { giveUp, trouble, pauseMs: 1 })).toBe(1);
  expect(told).toHaveLength(3);
});

it('gives up when it is told to, also in the middle of a pause', async () => {
  const stop = new AbortController();
  const trouble = () => stop.abort();
  await expect(keepTrying(failing(9), { giveUp: stop.signal, trouble, pauseMs: 60_000 })).rejects.toThrow(
    'no space 2',
  );
});
