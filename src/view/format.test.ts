import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleEstimate } from '../../test/example-summary.ts';
import {
  bytesText,
  formatCount,
  formatCounted,
  formatDuration,
  formatInstant,
  formatInstantExactly,
  formatLarge,
  formatNumber,
  formatPercent,
  formatPercentEstimate,
  formatPercentShort,
  formatPoints,
  formatRange,
  formatSetting,
  formatUsd,
  intervalText,
  msText,
  msTick,
  percentText,
  percentTick,
  usdText,
} from './format.ts';

/** What a text says, as a number. */
const numberOf = (text: string) => Number(text.replaceAll(/[,%$>+\s]|ms/g, '').replace('−', '-'));

const formats = {
  formatNumber,
  formatCount,
  formatLarge,
  formatPercent,
  percentText,
  formatPoints,
  formatUsd,
  usdText,
  msText,
  formatDuration,
};
const each = Object.entries(formats);
const size = fc.double({ min: 1e-6, max: 1e9, noNaN: true });

describe.each(each)('%s', (_name, format) => {
  it('is n/a for what is unknown, and for nothing else', () => {
    for (const none of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
      expect(format(none)).toBe('n/a');
    expect(format(0)).not.toBe('n/a');
  });

  it('has no exponent, no NaN, no negative zero, and ASCII digits only', () => {
    const any = fc.oneof(size, fc.double({ min: 0, max: 1e-6, noNaN: true }), fc.constant(0));
    fc.assert(
      fc.property(any, (value) => {
        expect(format(value)).toMatch(/^[+>$]*[\d,]+(\.\d+)?( ?(%|ms|[kMG]|s|min|h))?( \d\d (s|min))?$/);
      }),
    );
    expect(format(-0)).toBe(format(0));
  });
});

/** Durations below ten seconds keep a digit more than those above. */
describe.each(each.filter(([name]) => name !== 'formatLarge' && name !== 'formatDuration'))(
  '%s',
  (name, format) => {
    it('never orders two values the other way round', () => {
      fc.assert(
        fc.property(size, size, (a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          expect(numberOf(format(low))).toBeLessThanOrEqual(numberOf(format(high)));
        }),
      );
    });

    it('has the sign of the value, −, and the same digits on either side of 0', () => {
      fc.assert(
        fc.property(size, (value) => {
          const [plus, minus] = [format(value), format(-value)];
          expect(minus.replace('−', '')).toBe(plus.replace('+', ''));
          expect(minus.includes('−')).toBe(/[1-9]/.test(plus));
        }),
      );
      expect(name).not.toBe('');
    });
  },
);

describe('digits', () => {
  it('keeps three significant ones of a number and of money', () => {
    fc.assert(
      fc.property(size, (value) => {
        for (const text of [formatNumber(value), formatUsd(value)])
          expect(Math.abs(numberOf(text) - value)).toBeLessThanOrEqual(value * 0.00501);
      }),
    );
  });

  it('is at most half a tenth of a point off, and never rounds to none or to all', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (fraction) => {
        const text = formatPercent(fraction);
        expect(['0', '0.0', '100', '100.0']).not.toContain(text);
        expect(Math.abs(numberOf(text) - fraction * 100)).toBeLessThanOrEqual(0.1);
      }),
    );
  });

  it('comes back from what is set', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
        expect(Number(formatSetting(hundredths / 10_000)) * 100).toBeCloseTo(hundredths, 6);
      }),
    );
    expect([0.03, 0.025, 0, 1, 0.001].map(formatSetting)).toEqual(['3', '2.5', '0', '100', '0.1']);
  });
});

describe('figures', () => {
  it.each<[(value: number) => string, number, string]>([
    [formatNumber, 1234.6, '1,235'],
    [formatNumber, 99.97, '100'],
    [formatNumber, 12.34, '12.3'],
    [formatNumber, 9.996, '10.0'],
    [formatNumber, 1.4, '1.40'],
    [formatNumber, 0.12345, '0.123'],
    [formatNumber, 0.5, '0.500'],
    [formatNumber, -3, '−3.00'],
    [formatNumber, 0, '0'],
    [formatCount, 1_234_567, '1,234,567'],
    [formatLarge, 9999, '9,999'],
    [formatLarge, 12_345, '12.3 k'],
    [formatLarge, 999_999, '1 M'],
    [formatLarge, 12_345_678, '12.3 M'],
    [formatPercent, 0, '0'],
    [formatPercent, 1, '100'],
    [formatPercent, 0.0004, '0.04'],
    [formatPercent, 0.9996, '>99.9'],
    [formatPercent, 0.04, '4.0'],
    [formatPercent, 1e-17, '0'],
    [formatPercent, 1 - 1e-12, '100'],
    [formatPercent, -0.026, '−2.6'],
    [percentText, 0.5625, '56.3 %'],
    [(value) => formatPercent(value, 0), 0.004, '0'],
    [(value) => formatPercent(value, 2), 0.9996, '99.96'],
    [formatPoints, 0.0123, '+1.2'],
    [formatPoints, -0.004, '−0.4'],
    [formatPoints, 0, '0.0'],
    [formatPoints, 1e-17, '0.0'],
    [formatPoints, -0.0004, '−0.04'],
    [formatUsd, 1234.5, '1,235'],
    [formatUsd, 999.996, '1,000'],
    [formatUsd, 12.345, '12.35'],
    [formatUsd, 0.5, '0.50'],
    [formatUsd, 0.456, '0.456'],
    [formatUsd, 0.0123, '0.0123'],
    [formatUsd, 0.000_045, '0.000045'],
    [usdText, 0, '$0'],
    [usdText, -12_345, '−$12,345'],
    [msText, 842.4, '842 ms'],
    [msText, 12_345, '12,345 ms'],
    [msText, 0.123, '0.123 ms'],
    [msTick, 500, '500 ms'],
    [msTick, 2000, '2 s'],
    [msTick, 12_345, '12.3 s'],
    [msTick, 754_000, '12.6 min'],
    [percentTick, 0.5, '50 %'],
    [percentTick, 0.123, '12.3 %'],
    [formatDuration, 1.25, '1.3 s'],
    [formatDuration, 42, '42 s'],
    [formatDuration, 59.7, '1 min 00 s'],
    [formatDuration, 125, '2 min 05 s'],
    [formatDuration, 3599.9, '1 h 00 min'],
    [formatDuration, 4800, '1 h 20 min'],
  ])('%o of %d reads %s', (format, value, text) => {
    expect(format(value)).toBe(text);
  });

  it.each([
    [0, '0 cases'],
    [1, '1 case'],
    [1200, '1,200 cases'],
  ])('counts %d as %s', (count, text) => {
    expect(formatCounted(count, 'case')).toBe(text);
  });
});

describe('intervals', () => {
  it('shows both ends, an unknown one as ?', () => {
    expect(intervalText({ low: 0.1, high: 0.2 }, formatPercent)).toBe('[10.0, 20.0]');
    expect(intervalText({ low: null, high: 0.2 }, formatPercent)).toBe('[?, 20.0]');
  });

  it('shows an estimate with its interval, or half its width when both halves are the same', () => {
    expect(formatPercentEstimate(exampleEstimate(0.842, 0.05))).toBe('84.2 [79.2, 89.2]');
    expect(formatPercentEstimate({ value: 0.5, low: null, high: null })).toBe('50.0 [n/a]');
    expect(formatPercentShort(exampleEstimate(0.842, 0.05))).toBe('84.2 ±5.0');
    const all = { ...exampleEstimate(1, 0), low: 0.51, high: 1 };
    expect(formatPercentShort(all)).toBe('100 [51.0–100]');
    expect(formatPercentShort({ ...all, value: 0.8, low: 0.741, high: 0.85 })).toBe('80.0 [74.1–85.0]');
    expect([formatPercentEstimate(null), formatPercentShort(null)]).toEqual(['n/a', 'n/a']);
  });

  it('collapses a range whose ends read the same', () => {
    expect(formatRange({ low: 1, likely: 2, high: 3 }, formatCount)).toBe('1 – 3');
    expect(formatRange({ low: 0.10001, likely: 0.1, high: 0.10002 }, formatUsd)).toBe('0.10');
    expect(formatRange(null, formatUsd)).toBe('n/a');
  });
});

it('writes local time without asking the locale', () => {
  const at = new Date(2026, 10, 3, 9, 5, 7).getTime();
  expect([formatInstant(at), formatInstantExactly(at)]).toEqual(['2026-11-03 09:05', '2026-11-03 09:05:07']);
});

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.00 kB'],
  [999_999, '1.00 MB'],
  [1_400_000_000, '1.40 GB'],
  [null, 'n/a'],
])('writes %s bytes as %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
