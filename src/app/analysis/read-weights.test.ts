import { expect, it } from 'vitest';
import { readWeights } from './read-weights.ts';

it('reads weights by name', () => {
  expect(readWeights('quality=3, cost=0.5')).toEqual({ quality: 3, cost: 0.5 });
  expect(readWeights(undefined)).toBeNull();
});

it.each(['qualty=3', 'quality', 'quality=', 'quality=-1', 'quality=1=2', '', 'cost=much'])(
  'refuses "%s"',
  (text) => {
    expect(() => readWeights(text)).toThrow(/weight/);
  },
);

it('says what was meant, and that nothing has weight', () => {
  expect(() => readWeights('qualty=3')).toThrow(
    expect.objectContaining({ remedy: expect.stringContaining('"quality"') }),
  );
  expect(() => readWeights('cost=0')).toThrow(/all 0/);
});
