import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

const name = fc.string().filter((text) => text !== '__proto__');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 0 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  ),
}));

/** The same, with the fields of every object the other way round. */
function reversed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(reversed);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part)
      .toReversed()
      .map(([key, field]) => [key, reversed(field)]),
  );
}

it('is the same whatever order the fields were written in, and means the same', () => {
  fc.assert(
    fc.property(value, (made) => {
      const text = canonicalJson(made);
      expect(canonicalJson(reversed(made))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(made)));
    }),
  );
});

it.each([
  [{ b: 1, a: { d: undefined, c: [2, { f: 1, e: 2 }] } }, '{"a":{"c":[2,{"e":2,"f":1}]},"b":1}'],
  // not as in RFC 8785: hashes that are stored were made of this order
  [{ '10': 1, '9': 2, '-1': 3 }, '{"9":2,"10":1,"-1":3}'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  [undefined, 'null'],
])('writes %j as %s', (made, text) => {
  expect(canonicalJson(made)).toBe(text);
});
