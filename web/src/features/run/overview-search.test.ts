import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hiddenOf, hideWord, overviewSearchSchema, sortOf, sortWord } from './overview-search.ts';

const ids = ['a', 'b', 'c', 'd'];

it('gives back what it wrote', () => {
  fc.assert(
    fc.property(fc.subarray(ids), fc.constantFrom('quality', 'target'), fc.boolean(), (some, id, desc) => {
      expect([...hiddenOf(hideWord(new Set(some), ids), ids)]).toEqual(some);
      expect(sortOf(sortWord({ id, desc }), ['quality', 'target'])).toEqual({ id, desc });
    }),
  );
});

it('writes nothing for what is usual', () => {
  expect(sortWord({ id: 'quality', desc: true })).toBeUndefined();
  expect(hideWord(new Set(), ids)).toBeUndefined();
});

it.each(['', 'x', '0', '-1', '9', '1.5', '__proto__', ','])('hides nothing for "%s"', (word) => {
  expect(hiddenOf(word, ids).size).toBe(0);
});

it('sorts as usual by what is no column', () => {
  for (const word of [undefined, '', '-', 'constructor', '-nope'])
    expect(sortOf(word, ['quality', 'target'])).toEqual({ id: 'quality', desc: true });
});

it('drops what no address of ours holds', () => {
  expect(overviewSearchSchema.parse({ costScale: 'log', failures: 'x', sort: 3 })).toEqual({});
});
