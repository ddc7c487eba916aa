import { expect, it } from 'vitest';
import { stepFor } from './page-build.ts';

it.each([
  ['a', 'a', null, 'stay'],
  ['a', 'b', null, 'reload'],
  ['a', 'b', 'a', 'reload'],
  // loaded anew for b, and still a: no loop
  ['a', 'b', 'b', 'tell'],
  ['a', 'c', 'b', 'reload'],
  ['a', null, null, 'stay'],
  [null, 'b', null, 'stay'],
] as const)('a page of build %s that meets %s, loaded anew for %s: %s', (own, served, before, step) => {
  expect(stepFor(own, served, before)).toBe(step);
});
