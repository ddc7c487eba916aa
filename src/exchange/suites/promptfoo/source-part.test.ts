import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnsupportedList } from '../converted.ts';
import { Account, type SourcePart } from './source-part.ts';

const leavesOf = (value: unknown): unknown[] => {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).flatMap(leavesOf);
};

/** Takes or lists parts by chance, and remembers the leaves of those it took. */
function walk(part: SourcePart, choose: () => number, taken: unknown[]): void {
  const choice = choose();
  if (choice === 0) taken.push(...leavesOf(part.take()));
  else if (choice === 1) part.list('something', 'of no use');
  else if (choice === 2) return;
  else if (Array.isArray(part.value)) for (const item of part.items()) walk(item, choose, taken);
  else for (const [, inner] of part.fields()) walk(inner, choose, taken);
}

const isWithin = (place: string, outer: string) =>
  outer === place || place.startsWith(`${outer}.`) || place.startsWith(`${outer}[`);

describe('every leaf of a document', () => {
  it('is taken or listed, whatever a conversion does with it', () => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constant('leaf'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c d', '__proto_'), tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('x', 'y', 'z'), tree),
        fc.infiniteStream(fc.integer({ min: 0, max: 4 })),
        (document, choices) => {
          let n = 0;
          const numbered = JSON.parse(JSON.stringify(document), (_, value: unknown) =>
            value === 'leaf' ? `leaf ${n++}` : value,
          ) as object;
          const unsupported = new UnsupportedList();
          const account = new Account(unsupported);
          const taken: unknown[] = [];
          for (const [, part] of account.open(numbered, '').fields())
            walk(part, () => choices.next().value as number, taken);
          account.listRest();
          const places = unsupported.all.flatMap(({ where }) => where);
          const check = (value: unknown, place: string): void => {
            if (typeof value === 'string')
              expect(taken.includes(value) || places.some((outer) => isWithin(place, outer))).toBe(true);
            else if (Array.isArray(value)) value.forEach((item, i) => check(item, `${place}[${i}]`));
            else
              for (const [key, inner] of Object.entries(value as object)) {
                const name = /^[\w$:<-]+$/.test(key) ? key : JSON.stringify(key);
                check(inner, place === '' ? name : `${place}.${name}`);
              }
          };
          check(numbered, '');
        },
      ),
    );
  });

  it('is listed once, by the outermost part that nobody looked at', () => {
    const unsupported = new UnsupportedList();
    const account = new Account(unsupported);
    const root = account.open({ a: { b: 1, c: { d: 2, e: 3 } }, f: null, g: {} }, '');
    root.field('a')?.field('b')?.take();
    account.listRest();
    expect(unsupported.all).toMatchObject([{ what: 'field a.c', where: ['a.c'], isTaken: false }]);
  });
});
