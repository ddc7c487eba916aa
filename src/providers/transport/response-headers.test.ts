import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ResponseHeaders } from './response-headers.ts';

const token = fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,8}$/);
const value = fc.stringMatching(/^[!-~]([ -~]{0,8}[!-~])?$/);

describe('ResponseHeaders', () => {
  it('answers as Headers do, whatever the case of a name and however often it came', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(token, value), { maxLength: 8 }), token, (pairs, other) => {
        const ours = new ResponseHeaders(pairs.flat());
        const theirs = new Headers(pairs);
        for (const name of [...pairs.map(([each]) => each.toUpperCase()), other])
          expect(ours.get(name)).toBe(theirs.get(name));
      }),
    );
  });

  it('gives pairs in their order, names in lower case', () => {
    expect([...new ResponseHeaders(['B', '1', 'a', '2', 'b', '3'])]).toEqual([
      ['b', '1'],
      ['a', '2'],
      ['b', '3'],
    ]);
  });
});
