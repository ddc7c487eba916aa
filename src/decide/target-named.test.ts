import fc from 'fast-check';
import { expect, it } from 'vitest';
import { targetNamed } from './target-named.ts';

const target = (id: string, label: string, name: string) => {
  const [provider = '', model = ''] = name.split('/');
  return { id, label, provider, model };
};
const targets = [
  target('t1', 'small', 'x/a'),
  target('t2', 'large (p)', 'x/b'),
  target('t3', 'large (q)', 'x/b'),
  // its label is the model of the first
  target('t4', 'a', 'y/c'),
];
const find = (name: string) => targetNamed(targets, name, { where: 'the suite' });

it.each([
  ['t3', 't3'],
  ['small', 't1'],
  ['x/a', 't1'],
  ['c', 't4'],
  ['a', 't4'],
])('reads %s as target %s', (name, id) => {
  expect(find(name).id).toBe(id);
});

it('refuses a name of several, and says how to tell them apart', () => {
  for (const name of ['b', 'x/b'])
    expect(() => find(name)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: `2 targets of the suite are called "${name}"`,
        remedy: 'Give a label: large (p), large (q).',
      }),
    );
});

it('names the targets there are, the nearest first, and what else to try', () => {
  expect(() => targetNamed(targets, 'smal', { where: 'run 0190', hint: 'Or another run.' })).toThrow(
    expect.objectContaining({
      message: 'there is no target "smal" in run 0190',
      remedy: 'Did you mean "small"? Its targets: small, large (p), large (q), a. Or another run.',
    }),
  );
});

it('finds every target by its id, whatever the others are called', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'a/b');
  const named = fc.tuple(word, word, word).map(([label, provider, model]) => ({ label, provider, model }));
  fc.assert(
    fc.property(fc.array(named, { minLength: 1, maxLength: 6 }), (all) => {
      const some = all.map((one, i) => ({ ...one, id: `id-${i}` }));
      for (const one of some) expect(targetNamed(some, one.id, { where: 'it' })).toBe(one);
    }),
  );
});
