import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../../lib/search-params.ts';
import { activeFilters, caseSearchSchema, gridParameters } from './case-search.ts';

describe('filters in the address', () => {
  it('keeps what makes sense and drops the rest', () => {
    expect(caseSearchSchema.parse({ right: 'a', outcome: 'no such', search: '12', other: 'x' })).toEqual({
      right: 'a',
      search: '12',
      outcome: undefined,
    });
  });

  it('asks for a disagreement only when two different targets are named', () => {
    const query = (filters: object) =>
      parseSearch(stringifySearch(gridParameters(filters, ['a', 'b'], 0, 50)));
    expect(query({ right: 'a', wrong: 'b' })).toEqual({
      targets: 'a,b',
      right: 'a',
      wrong: 'b',
      offset: '0',
      limit: '50',
    });
    expect(query({ right: 'a' })).toEqual({ targets: 'a,b', offset: '0', limit: '50' });
    expect(query({ right: 'a', wrong: 'a', outcome: 'failed' })).toEqual({
      targets: 'a,b',
      outcome: 'failed',
      offset: '0',
      limit: '50',
    });
  });

  it('carries any text', () => {
    const search = 'a & b = "c"?';
    const query = stringifySearch(gridParameters({ search }, ['x'], 100, 50));
    expect(parseSearch(query)).toEqual({ targets: 'x', search, offset: '100', limit: '50' });
  });

  it('counts what narrows', () => {
    expect(activeFilters({})).toBe(0);
    expect(activeFilters({ right: 'a', outcome: 'wrong' })).toBe(1);
    expect(activeFilters({ right: 'a', wrong: 'b', category: 'x', search: 'y' })).toBe(3);
  });
});
