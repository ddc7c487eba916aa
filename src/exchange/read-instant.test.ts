import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstant } from './read-instant.ts';

const iso = (value: unknown) => {
  const instant = readInstant(value);
  return instant && new Date(instant.ms).toISOString();
};

describe('an instant', () => {
  it.each([
    [1795860000, 's'],
    [1795860000000, 'ms'],
    [1795860000000000, 'µs'],
    [1795860000000000000, 'ns'],
    ['1795860000000000000', 'ns'],
    ['1795860000.0', 's'],
  ])('%s is in %s by its size', (value, unit) => {
    expect(readInstant(value)).toMatchObject({ unit, ms: 1795860000000 });
  });
  it.each([
    ['2026-11-28T10:00:00Z', '2026-11-28T10:00:00.000Z'],
    ['2026-11-28 10:00:00.123456', '2026-11-28T10:00:00.123Z'],
    ['2026-11-28 10:00:00+00', '2026-11-28T10:00:00.000Z'],
    ['2026-11-28T10:00:00+0530', '2026-11-28T04:30:00.000Z'],
    ['2026-11-28T10:00:00,5-08:00', '2026-11-28T18:00:00.500Z'],
    ['2026-11-28 10:00:00 UTC', '2026-11-28T10:00:00.000Z'],
    ['2026-11-28', '2026-11-28T00:00:00.000Z'],
    ['Sat, 28 Nov 2026 10:00:00 GMT', '2026-11-28T10:00:00.000Z'],
    [new Date(1795860000000), '2026-11-28T10:00:00.000Z'],
  ])('%s is %s on every machine', (value, expected) => {
    expect(iso(value)).toBe(expected);
  });
  it('says when a date names no zone', () => {
    expect(readInstant('2026-11-28 10:00:00')?.hasZone).toBe(false);
    expect(readInstant('2026-11-28T10:00:00Z')?.hasZone).toBe(true);
  });
  it.each([
    '11/28/2026',
    '28.11.2026',
    'yesterday',
    '',
    0,
    -5,
    1e21,
    '2150-01-01',
    5e12,
    Number.NaN,
    '2026-13-40',
  ])('%s is none', (value) => {
    expect(readInstant(value)).toBeUndefined();
  });
  it('comes back from every unit', () => {
    const seconds = fc.integer({ min: 200_000_000, max: 4_000_000_000 });
    fc.assert(
      fc.property(seconds, (s) => {
        for (const factor of [1, 1e3, 1e6, 1e9]) expect(readInstant(s * factor)?.ms).toBeCloseTo(s * 1000, 0);
        expect(readInstant(new Date(s * 1000).toISOString())?.ms).toBe(s * 1000);
      }),
    );
  });
});
