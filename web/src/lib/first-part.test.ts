import { expect, it } from 'vitest';
import { firstPart } from './first-part.ts';

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['ab😀d', 3, 'ab'],
  ['ab😀d', 4, 'ab😀'],
  ['', 3, ''],
])('%j cut at %d is %j', (text, length, part) => expect(firstPart(text, length)).toBe(part));
