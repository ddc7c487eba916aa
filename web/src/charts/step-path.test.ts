import { expect, it } from 'vitest';
import { stepPath } from './step-path.ts';

const options = { from: 0, to: 100, most: 10, width: 50, height: 12 };

it('goes across, then up or down, and on to the edge', () => {
  const points: [number, number][] = [
    [0, 5],
    [50, 10],
    [80, 0],
  ];
  expect(stepPath(points, options)).toBe('M0 6H25V1H40V11H50');
});

it('stays inside whatever it is given', () => {
  expect(stepPath([], options)).toBe('');
  expect(stepPath([[-5, 10]], options)).toBe('M0 1H50');
  expect(stepPath([[5, 1]], { ...options, from: 5, to: 5, most: 0 })).toBe('M0 11H50');
});
