import { expect, it } from 'vitest';
import { stringifySearch } from '../../lib/search-params.ts';
import { requirementSearchSchema } from './requirement-search.ts';

it('passes wishes on as they were written, and leaves out what was not', () => {
  expect(stringifySearch({})).toBe('');
  expect(stringifySearch({ margin: '3%', maxP95: '', calls: '100000' })).toBe('?margin=3%25&calls=100000');
});

it('drops what no address of ours holds', () => {
  expect(requirementSearchSchema.parse({ margin: 3, maxP95: '900' })).toEqual({
    margin: undefined,
    maxP95: '900',
  });
});
