import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { readKeys } from './read-keys.ts';

const through = () => Object.assign(new PassThrough(), { isTTY: false as const });

it('gives letters one at a time, however they came, and null at the end', async () => {
  const input = through();
  const keys = readKeys(input as never);
  const first = keys.next();
  input.write('Y\nn');
  expect(await first).toBe('y');
  expect(await keys.next()).toBe('n');
  input.end(' s\r\n');
  expect(await keys.next()).toBe('s');
  expect(await keys.next()).toBeNull();
  keys.close();
});

it('takes keys of a terminal raw, leaves at Ctrl-C and gives the terminal back', async () => {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (mode: boolean) => void modes.push(mode),
  });
  const keys = readKeys(input as never);
  input.write('a\u0003b');
  expect(await keys.next()).toBe('a');
  expect(await keys.next()).toBeNull();
  keys.close();
  expect(modes).toEqual([true, false]);
});
