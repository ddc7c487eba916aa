import { expect, it } from 'vitest';
import { rowsOfFrame } from './pandas-frame.ts';

const rows = [
  { id: 'a', score: 1 },
  { id: 'b', score: null },
];

it.each([
  ['columns', { id: { 0: 'a', 1: 'b' }, score: { 0: 1, 1: null } }],
  ['index', { 0: rows[0], 1: rows[1] }],
  ['split', { columns: ['id', 'score'], index: [0, 1], data: [['a', 1], ['b', null]] }],
  ['table', { schema: { fields: [{ name: 'id' }, { name: 'score' }] }, data: rows }],
])('reads the orientation %s', (_, document) => {
  expect(rowsOfFrame(document)).toEqual(rows);
}); // prettier-ignore

it('takes no other document for a table', () => {
  for (const document of [
    {},
    [],
    null,
    { a: 1 },
    { a: { b: 1 } },
    { a: { 0: 1 }, b: { 0: 1, 1: 2 } },
    { a: {} },
  ])
    expect(rowsOfFrame(document)).toBeNull();
});
