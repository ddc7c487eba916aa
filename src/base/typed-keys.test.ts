import fc from 'fast-check';
import { expect, expectTypeOf, it } from 'vitest';
import { keysOf, recordOf } from './typed-keys.ts';

it('gives a value for each name, and the names of a record back', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string().filter((name) => name !== '__proto__')), (names) => {
      const lengths = recordOf(names, (name) => name.length);
      expect(keysOf(lengths).toSorted()).toEqual(names.toSorted());
      for (const name of names) expect(lengths[name]).toBe(name.length);
    }),
  );
});

it('knows the names', () => {
  expectTypeOf(recordOf(['a', 'b'], () => 1)).toEqualTypeOf<Record<'a' | 'b', number>>();
  expectTypeOf(keysOf({ a: 1, b: 2 })).toEqualTypeOf<('a' | 'b')[]>();
  expect(keysOf({ b: 1, a: 2 })).toEqual(['b', 'a']);
});
