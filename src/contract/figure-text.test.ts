import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatP, formatRatio, formatSmall, significant } from './figure-text.ts';

describe('figures', () => {
  it('keep three significant digits, whatever their size', () => {
    expect([0.0055, 0.37, 0.996, 1.25, 12.34, 4567, 1e-9].map(formatRatio)).toEqual([
      '0.00550',
      '0.370',
      '0.996',
      '1.25',
      '12.3',
      '4567',
      '0.00000000100',
    ]);
    expect(significant(0)).toBe('0');
  });

  it('are never rounded to nothing, nor far from what they are', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e6, noNaN: true }), (value) => {
        const text = formatRatio(value);
        expect(text).not.toMatch(/e|^0\.?0*$/);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.0051 * value);
      }),
    );
  });

  it('tell a chance that is nearly none or nearly one', () => {
    expect([0, 0.00004, 0.001, 0.034, 0.6456, 0.9991, 1].map(formatP)).toEqual([
      '< 0.001',
      '< 0.001',
      '0.001',
      '0.034',
      '0.646',
      '> 0.999',
      '1',
    ]);
  });

  it('keep small coefficients', () => {
    expect([0.5, -0.42, 0.0042, -0.0042, 0, 1].map(formatSmall)).toEqual([
      '0.50',
      '−0.42',
      '0.0042',
      '−0.0042',
      '0.00',
      '1.00',
    ]);
  });
});
