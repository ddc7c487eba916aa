import { expect, it } from 'vitest';
import { UnsupportedList } from './converted.ts';

it('has a line for each thing and reason, with every place once', () => {
  const list = new UnsupportedList();
  list.addChange('c', 'another', '1');
  for (const where of ['1', '2', '1']) list.add('a', 'x', where);
  list.add('a', 'y', '3');
  expect(list.all).toEqual([
    { what: 'a', why: 'x', where: ['1', '2'], count: 2, isTaken: false },
    { what: 'a', why: 'y', where: ['3'], count: 1, isTaken: false },
    { what: 'c', why: 'another', where: ['1'], count: 1, isTaken: true },
  ]);
});

it('keeps the lines of one thing few, and loses no place', () => {
  const list = new UnsupportedList();
  for (let n = 0; n < 50; n++) list.add('a', `reason ${n}`, `row ${n}`);
  expect(list.all).toHaveLength(9);
  expect(list.all.at(-1)).toMatchObject({ why: 'for further reasons', count: 42 });
  expect(list.all.flatMap(({ where }) => where)).toHaveLength(50);
});
