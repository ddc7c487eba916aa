import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonLeaves } from './json-leaves.ts';
import { resolvePath, showPath, valueAt } from './json-path.ts';

const value = {
  total: 1,
  'a.b': 2,
  a: { b: 3, 'c.d': 4 },
  'example.com': { status: 'up', 'v1.2': { ok: true } },
  lines: [{ price: 5 }],
  'x[0]': 6,
  '': 7,
  'say "hi"': 8,
};
const at = (path: string) => {
  const keys = resolvePath(value, path);
  return keys && valueAt(value, keys);
};

it.each([
  ['total', 1],
  ['a.b', 2],
  ['a[b]', undefined],
  ['["a"].b', 3],
  ['a["b"]', 3],
  ['a.c.d', 4],
  [String.raw`a.c\.d`, 4],
  ['example.com.status', 'up'],
  ['["example.com"].status', 'up'],
  ["['example.com']['status']", 'up'],
  [String.raw`example\.com.status`, 'up'],
  ['example.com.v1.2.ok', true],
  ['lines.0.price', 5],
  ['lines[0].price', 5],
  ['x[0]', 6],
  ['[""]', 7],
  [String.raw`["say \"hi\""]`, 8],
  ['constructor', undefined],
  ['lines.length', undefined],
  ['lines.1.price', undefined],
])('%s is %j', (path, expected) => {
  expect(at(path) ?? undefined).toEqual(expected);
});

it('finds every leaf again by the path it is shown with', () => {
  const key = fc.oneof(fc.constantFrom('a', 'a.b', 'b', '0', 'x[1]', '"'), fc.string());
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.integer(),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 3 }),
    ),
  })).node;
  fc.assert(
    fc.property(tree, (given) => {
      for (const { keys, value: leaf } of jsonLeaves(given)) expect(valueAt(given, keys)).toEqual(leaf);
      const paths = jsonLeaves(given).map(({ keys }) => showPath(keys));
      expect(new Set(paths).size).toBe(paths.length);
    }),
  );
});
