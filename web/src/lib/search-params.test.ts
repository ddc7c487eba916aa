import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from './search-params.ts';

describe('search params', () => {
  it('leaves out what is not set', () => {
    expect(stringifySearch({ right: 'a', wrong: undefined, q: '' })).toBe('?right=a');
    expect(stringifySearch({})).toBe('');
  });

  it('gives back what was written, whatever the text (numbers and JSON stay text)', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(name, fc.string({ minLength: 1, unit: 'grapheme' })), (values) => {
        expect(parseSearch(stringifySearch(values))).toEqual({ ...values });
      }),
    );
    expect(parseSearch('?q=12&category=true')).toEqual({ q: '12', category: 'true' });
  });
});
