import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNumber } from './read-number.ts';

it.each([
  ['0,5', 0.5],
  ['-1,25', -1.25],
  ['0,125', 0.125],
  ['3,14159', 3.14159],
  ['1.234,5', 1234.5],
  ['1.234.567', 1_234_567],
  ['1,234.5', 1234.5],
  ['1,234,567', 1_234_567],
])('%s is %d', (written, value) => {
  expect(readNumber(written)).toEqual({ value, hasComma: true });
});

it('reads what JavaScript reads', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (value) => {
      // a text of -0 is 0
      expect(readNumber(` ${value} `)).toEqual({ value: Number(String(value)), hasComma: false });
    }),
  );
});

it('leaves open what has two readings or none', () => {
  for (const written of ['1,234', '12,345', '', '1,2,3', '1.2.3', '1,23.4', '95%', '$5', '0,', ',5'])
    expect(readNumber(written).value, written).toBeNaN();
});
