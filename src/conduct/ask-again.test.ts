import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { AskAgain } from './ask-again.ts';

it('asks every lane once for all that happened in a turn, and again in the next', async () => {
  const asked: string[] = [];
  const again = new AskAgain();
  again.add(() => asked.push('a'));
  again.add(() => asked.push('b'));
  for (let i = 0; i < 5; i++) again.soon();
  expect(asked).toEqual([]);
  await nextTurn();
  expect(asked).toEqual(['a', 'b']);
  await nextTurn();
  expect(asked).toEqual(['a', 'b']);
  again.soon();
  await nextTurn();
  expect(asked).toEqual(['a', 'b', 'a', 'b']);
});

it('hears what a lane settles while it is being asked', async () => {
  const again = new AskAgain();
  let asked = 0;
  again.add(() => {
    if (++asked < 3) again.soon();
  });
  again.soon();
  for (let i = 0; i < 5; i++) await nextTurn();
  expect(asked).toBe(3);
});
