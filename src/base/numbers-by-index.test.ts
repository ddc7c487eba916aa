import { expect, it } from 'vitest';
import { NumbersByIndex } from './numbers-by-index.ts';

it('keeps a number for each index, wherever it is', () => {
  const numbers = new NumbersByIndex();
  const indexes = [0, 63, 64, 65, 128, 5000];
  for (const index of indexes) numbers.set(index, index + 1);
  expect(indexes.map((index) => numbers.get(index))).toEqual([1, 64, 65, 66, 129, 5001]);
  expect([1, 4999, 1e9].map((index) => numbers.get(index))).toEqual([0, 0, 0]);
  numbers.set(64, 2 ** 32 - 1);
  expect(numbers.get(64)).toBe(2 ** 32 - 1);
});
