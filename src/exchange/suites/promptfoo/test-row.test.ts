import { describe, expect, it } from 'vitest';
import { openedPart } from '../../../../test/made-up/opened-part.ts';
import { testOfRow } from './test-row.ts';

function read(row: Record<string, unknown>) {
  const { part, rest } = openedPart(row);
  return { test: testOfRow(part), rest: rest() };
}
const testOf = (row: Record<string, unknown>) => read(row).test;

describe('a row of a table of tests', () => {
  it('has columns without underscores as variables, as they are', () => {
    expect(read({ animal: 'cat', ' n ': ' 5 ', empty: '' })).toEqual({
      test: { vars: { animal: 'cat', n: ' 5 ', empty: '' }, assert: [], options: {}, metadata: {} },
      rest: [],
    });
  });

  it('has its assertions in their order, and one metric for all of them', () => {
    const row = { __expected: 'contains:a', __expected2: '', __expected3: 'b', __metric: 'tone' };
    expect(testOf(row)['assert']).toMatchObject([
      { type: 'contains', value: 'a', metric: 'tone' },
      { type: 'equals', value: 'b', metric: 'tone' },
    ]);
  });

  it.each([
    ['__description', 'what', { description: 'what' }],
    ['__providerOutput', 'said', { providerOutput: 'said' }],
    ['__prefix', 'Please ', { options: { prefix: 'Please ' } }],
    ['__suffix', '!', { options: { suffix: '!' } }],
    ['__threshold', '0.5', { threshold: 0.5 }],
    ['__metadata:topic', 'law', { metadata: { topic: 'law' } }],
    ['__metadata:tags[]', 'a, b\\,c ,d', { metadata: { tags: ['a', 'b,c', 'd'] } }],
  ])('%s: %s', (column, cell, expected) => {
    expect(read({ [column]: cell })).toMatchObject({ test: expected, rest: [] });
    const { test, rest } = read({ [column]: '' });
    expect(rest).toEqual([]);
    expect(test).toEqual({ vars: {}, assert: [], options: {}, metadata: {} });
  });

  it('sets the threshold of the assertion that a column names', () => {
    const row = {
      __expected1: 'similar:a',
      __expected2: 'similar:b',
      '__config:__expected:threshold': '0.1',
      '__config:__expected2:threshold': '0.2',
    };
    expect(testOf(row)['assert']).toMatchObject([{ threshold: 0.1 }, { threshold: 0.2 }]);
  });

  it.each([
    ['a threshold that is no number', { __threshold: 'high' }, ['column __threshold']],
    [
      'a threshold of no assertion',
      { __expected: 'a', '__config:__expected3:threshold': '1' },
      ['column __config'],
    ],
    ['a column that it does not know', { __config: 'x' }, ['column __config']],
  ])('lists %s', (_, row, listed) => {
    expect(read(row).rest).toEqual(listed);
  });

  it('ignores columns that it does not know where they are empty', () => {
    expect(read({ __other: '', a: 'x' }).rest).toEqual([]);
  });
});
