import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withIds } from './case-ids.ts';

it('gives ids to cases that ask the same as an earlier one, and to no others', () => {
  const cases = [
    { variables: { a: 1, b: 'x' } },
    { variables: { a: 2, b: 'x' } },
    { variables: { b: 'x', a: '1' } },
    { variables: { a: 1, b: 'x' }, expected: 'y' },
    { variables: { a: 1, b: 'x' } },
  ];
  expect(withIds(cases).map(({ id }) => id)).toEqual([undefined, undefined, 'test-3', undefined, 'test-5']);
});

it('takes true and "true", and cases without variables, for the same', () => {
  expect(
    withIds([{ variables: { a: true } }, { variables: { a: 'true' } }, {}, {}]).map(({ id }) => id),
  ).toEqual([undefined, 'test-2', undefined, 'test-4']);
});

it('changes nothing else, and gives every id once', () => {
  const entry = fc.record({
    variables: fc.record({ a: fc.integer({ min: 0, max: 2 }) }),
    tags: fc.constant<string[]>(['t']),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), (cases) => {
      const found = withIds(cases);
      expect(found).toMatchObject(cases);
      const keys = found.map(({ id, variables }) => id ?? JSON.stringify(variables));
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});
