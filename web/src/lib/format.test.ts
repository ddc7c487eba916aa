import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatLarge,
  formatMs,
  formatNanoUsd,
  formatNumber,
  formatPoints,
  formatPercent,
  formatPercentTick,
  formatUsd,
  formatWhen,
  formatWhenExactly,
  orNotAvailable,
} from './format.ts';

const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('formats', () => {
  it.each([
    [842.4, '842 ms'],
    [0.123, '0.123 ms'],
    [9994, '9,990 ms'],
    [9996, '10 s'],
    [12_345, '12.3 s'],
    [754_000, '12.6 min'],
  ])('writes %d ms as %s', (ms, text) => expect(plain(formatMs(ms))).toBe(text));

  it.each([
    [0.5625, '56.3 %'],
    [0, '0 %'],
    [1, '100 %'],
    [0.99999, '>99.9 %'],
    [0.00001, '<0.01 %'],
    [0.0123, '1.23 %'],
    [0.98, '98.0 %'],
    [0.04, '4.00 %'],
  ])('writes the share %d as %s', (share, text) => expect(plain(formatPercent(share))).toBe(text));

  it.each([
    [0, '$0'],
    [0.000001234, '$0.00000123'],
    [0.5, '$0.50'],
    [0.000000042, '$0.000000042'],
    [999.996, '$1,000'],
    [-12_345, '$-12,345'],
    [12.345, '$12.35'],
    [12_345.6, '$12,346'],
  ])('writes %d dollars as %s', (usd, text) => expect(formatUsd(usd)).toBe(text));

  it.each([
    [8, '8 s'],
    [200, '3 min 20 s'],
    [180, '3 min'],
    [7500, '2 h 5 min'],
  ])('writes %d seconds as %s', (seconds, text) => expect(plain(formatDuration(seconds))).toBe(text));

  it.each([
    [9999, '9,999'],
    [12_345, '12.3 k'],
    [999_999, '1 M'],
    [12_345_678, '12.3 M'],
  ])('writes the large number %d as %s', (value, text) => expect(plain(formatLarge(value))).toBe(text));

  it('takes money in nano-dollars and groups whole numbers', () => {
    expect(formatNanoUsd(1_500_000)).toBe('$0.0015');
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(formatNumber(0.012345)).toBe('0.0123');
    expect(plain(formatPercentTick(0.5))).toBe('50 %');
  });

  it('writes local time without asking the locale', () => {
    const at = new Date(2026, 10, 3, 9, 5, 7).getTime();
    expect(formatWhen(at)).toBe('3 Nov, 09:05');
    expect(formatWhenExactly(at)).toBe('3 Nov 2026, 09:05:07');
  });

  it('agrees with Intl on three significant digits', () => {
    const intl = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
        // Halfway cases may go either way: toPrecision rounds the binary value, Intl the decimal one.
        fc.pre(!value.toPrecision(4).endsWith('5'));
        expect(formatNumber(value)).toBe(intl.format(value));
      }),
    );
  });

  it('never writes an unknown as a number, nor a zero as unknown', () => {
    expect(orNotAvailable(null, formatMs)).toBe('n/a');
    expect(orNotAvailable(undefined, formatMs)).toBe('n/a');
    expect(plain(orNotAvailable(0, formatMs))).toBe('0 ms');
  });

  it('is at most half a unit of the third digit off, from 1 % up', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.999, noNaN: true }), (share) => {
        const shown = Number.parseFloat(formatPercent(share)) / 100;
        expect(Math.abs(shown - share) / share).toBeLessThan(0.00501);
      }),
    );
  });

  it('writes points with their sign, and none where nothing is left after rounding', () => {
    expect([0.0123, -0.004, 0, 0.0001, -0.0001].map(formatPoints)).toEqual([
      '+1.2',
      '−0.4',
      '0.0',
      '0.0',
      '0.0',
    ]);
  });
});
