import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readFraction } from './fraction.ts';

it.each(['3', '3%', '3 %', '3 points', '3pp', '0.03', '.03', ' 3.0 ', '3e-2'])(
  'reads %j as a margin of three points',
  (text) => {
    expect(readFraction(text, 'margin')).toEqual({ value: 0.03 });
  },
);
it.each([
  ['0', 0],
  ['2.5', 0.025],
  ['0.2', 0.2],
  ['50%', 0.5],
  ['100', 1],
  ['0.5%', 0.005],
])('reads %j as a margin', (text, value) => expect(readFraction(text, 'margin')).toEqual({ value }));
it.each(['1', '0.5', '0.21', '1.0'])('does not guess what a margin of %j is', (text) => {
  const given = Number(text);
  expect(readFraction(text, 'margin')).toEqual({
    expected: `${given}% or ${given * 100}%: ${given} could be either`,
  });
});

it.each([
  ['0.8', 0.8],
  ['80', 0.8],
  ['80%', 0.8],
  ['0', 0],
  ['100%', 1],
  ['0.999', 0.999],
])('reads %j as a fraction', (text, value) => expect(readFraction(text)).toEqual({ value }));
it.each(['', ' ', '-1', '-0.1', '101', '1000%', 'x', '3%%', '0,03', 'NaN', 'Infinity', '1'])(
  'refuses %j',
  (text) => {
    expect(readFraction(text)).toHaveProperty('expected');
  },
);

it('gives a number from 0 to 1 or says what to write, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.float().map(String)),
      fc.constantFrom('margin' as const, 'fraction' as const),
      (text, kind) => {
        const read = readFraction(text, kind);
        if ('value' in read) expect(read.value >= 0 && read.value <= 1).toBe(true);
        else expect(read.expected).not.toBe('');
      },
    ),
  );
});
