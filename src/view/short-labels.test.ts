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
    // A shared part is dropped even where the rest of the labels is of unequal depth.
    [
      ['sim/x/a', 'sim/b'],
      ['x/a', 'b'],
    ],
    [
      ['sim/a', 'sim/a/b'],
      ['a', 'a/b'],
    ],
    [['sim/a'], ['sim/a']],
    [[], []],
  ])('%j is shown as %j', (labels, expected) => {
    expect(shortLabels(labels)).toEqual(expected);
  });
});
