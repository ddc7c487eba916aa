import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleEstimate } from '../../test/example-summary.ts';
import {
  formatCount,
  formatCounted,
  formatDuration,
  formatNumber,
  formatRange,
  formatPercent,
  formatPercentEstimate,
  formatPercentShort,
  formatUsd,
} from './format.ts';

describe('numbers', () => {
  it('shows unknown as n/a and zero as zero', () => {
    for (const format of [formatNumber, formatCount, formatPercent, formatUsd, formatDuration]) {
      expect(format(null)).toBe('n/a');
      expect(format(0)).not.toBe('n/a');
    }
    expect(formatNumber(Number.NaN)).toBe('n/a');
    expect(formatPercentEstimate(null)).toBe('n/a');
    expect(formatPercentShort(null)).toBe('n/a');
    expect(formatRange(null, formatUsd)).toBe('n/a');
  });

  it.each([
    [1234.6, '1,235'],
    [212.4, '212'],
    [99.97, '100'],
    [12.34, '12.3'],
    [9.996, '10.0'],
    [1.234, '1.23'],
    [0.12345, '0.123'],
    [0, '0'],
  ])('%d reads %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each([
    [0, '0 cases'],
    [1, '1 case'],
    [1200, '1,200 cases'],
  ])('counts %d as %s', (count, text) => {
    expect(formatCounted(count, 'case')).toBe(text);
  });

  it('is within half a per cent of the value it shows', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (value) => {
        const shown = Number(formatNumber(value).replaceAll(',', ''));
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(value * 0.0051);
      }),
    );
  });
});

describe('shares', () => {
  it('keeps 0 and 100 for none and all', () => {
    expect(formatPercent(0)).toBe('0');
    expect(formatPercent(1)).toBe('100');
    expect(formatPercent(0.0004)).toBe('0.04');
    expect(formatPercent(0.9996)).toBe('>99.9');
    expect([formatPercent(0.004, 0), formatPercent(0.9996, 2)]).toEqual(['0', '99.96']);
  });
  it('shows the interval, or half its width when both halves are the same', () => {
    expect(formatPercentEstimate(exampleEstimate(0.842, 0.05))).toBe('84.2 [79.2, 89.2]');
    expect(formatPercentShort(exampleEstimate(0.842, 0.05))).toBe('84.2 ±5.0');
    const all = { ...exampleEstimate(1, 0), low: 0.51, high: 1 };
    expect(formatPercentShort(all)).toBe('100 [51.0–100]');
    expect(formatPercentShort({ ...all, value: 0.8, low: 0.741, high: 0.85 })).toBe('80.0 [74.1–85.0]');
  });
});

describe('money', () => {
  it.each([
    [1234.5, '1,235'],
    [12.345, '12.35'],
    [0.5, '0.50'],
    [0.0123, '0.012'],
    [0.000_045, '0.000045'],
  ])('$%d reads %s', (value, text) => {
    expect(formatUsd(value)).toBe(text);
  });
  it('never rounds an amount down to nothing', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), (value) => {
        const shown = Number(formatUsd(value).replaceAll(',', ''));
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(value * 0.051);
      }),
    );
  });
});

describe('durations and ranges', () => {
  it.each([
    [1.25, '1.3 s'],
    [42, '42 s'],
    [59.7, '1 min 00 s'],
    [125, '2 min 05 s'],
    [3599.9, '1 h 00 min'],
    [4800, '1 h 20 min'],
  ])('%d s reads %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
  it('collapses a range whose ends read the same', () => {
    expect(formatRange({ low: 1, likely: 2, high: 3 }, formatCount)).toBe('1 – 3');
    expect(formatRange({ low: 0.1001, likely: 0.1, high: 0.1002 }, formatUsd)).toBe('0.10');
  });
});
