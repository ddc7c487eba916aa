import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sparkline } from './sparkline.ts';

const draw = (values: (number | null)[], width = values.length) =>
  sparkline(
    values.map((value, at) => ({ at, value })),
    { from: 0, to: values.length, width },
  );

it('shows the least value lowest, the greatest highest, and a gap as a gap', () => {
  expect(draw([0, 1, null, 2, 7])).toBe('▁▂ ▃█');
  expect(draw([5, 5, 5])).toBe('▅▅▅');
  expect(draw([null, null])).toBe('  ');
  expect(draw([])).toBe('');
});

it('averages what shares a column', () => expect(draw([0, 2, 7, 7], 2)).toBe('▁█'));

it('is as wide as asked, whatever the values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 }))),
      fc.integer({ min: 1, max: 60 }),
      (values, width) => {
        const line = draw(values, width);
        expect([...line]).toHaveLength(width);
        if (values.every((value) => value === null)) expect(line.trim()).toBe('');
        else expect(line.trim()).not.toBe('');
      },
    ),
  );
});
