import { describe, expect, it } from 'vitest';
import { shortLabels } from './short-labels.ts';

describe('shortLabels', () => {
  it.each([
    [
      ['sim/a', 'sim/b'],
      ['a', 'b'],
    ],
    [
      ['sim/a', 'openai/b'],
      ['sim/a', 'openai/b'],
    ],
    [
      ['x/y/a', 'x/y/b'],
      ['a', 'b'],
    ],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [['sim/a'], ['sim/a']],
    [[], []],
  ])('%j is shown as %j', (labels, expected) => {
    expect(shortLabels(labels)).toEqual(expected);
  });
});
