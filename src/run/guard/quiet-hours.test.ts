import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const at = (text: string) => Date.parse(text);
const office = {
  from: '09:00',
  to: '18:00',
  timeZone: 'Europe/Berlin',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const,
};
const until = (quiet: Parameters<typeof quietUntil>[0], text: string) => {
  const end = quietUntil(quiet, at(text));
  return end === null ? null : new Date(end).toISOString();
};

describe('quietUntil', () => {
  it.each([
    // Berlin is an hour ahead of UTC in winter, two in summer
    ['2026-01-14T07:59:59Z', null],
    ['2026-01-14T08:00:00Z', '2026-01-14T17:00:00.000Z'],
    ['2026-01-14T16:59:59Z', '2026-01-14T17:00:00.000Z'],
    ['2026-01-14T17:00:00Z', null],
    ['2026-07-15T07:30:00Z', '2026-07-15T16:00:00.000Z'],
    // a Saturday
    ['2026-01-17T10:00:00Z', null],
  ])('%s → %s', (now, end) => {
    expect(until([{ ...office, days: [...office.days] }], now)).toBe(end);
  });

  const night = { from: '22:00', to: '06:00', timeZone: 'Europe/Berlin' };

  it('goes over midnight, and belongs to the day it begins on', () => {
    expect(until([night], '2026-01-14T22:30:00Z')).toBe('2026-01-15T05:00:00.000Z');
    expect(until([night], '2026-01-15T04:59:00Z')).toBe('2026-01-15T05:00:00.000Z');
    const friday = { ...night, days: ['fri' as const] };
    expect(until([friday], '2026-01-17T03:00:00Z')).toBe('2026-01-17T05:00:00.000Z');
    expect(until([friday], '2026-01-16T03:00:00Z')).toBeNull();
  });

  it('ends by the clocks when they are put on or back that night', () => {
    // 29 March 2026: 02:00 becomes 03:00; 25 October 2026: 03:00 becomes 02:00
    expect(until([night], '2026-03-28T23:00:00Z')).toBe('2026-03-29T04:00:00.000Z');
    expect(until([night], '2026-10-24T21:00:00Z')).toBe('2026-10-25T05:00:00.000Z');
  });

  it('takes intervals that touch as one', () => {
    const evening = { from: '18:00', to: '22:00', timeZone: 'Europe/Berlin' };
    expect(until([night, evening], '2026-01-14T18:00:00Z')).toBe('2026-01-15T05:00:00.000Z');
  });

  it('ends at a time that is not quiet, however long it goes on', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York');
    fc.assert(
      fc.property(time, time, zone, fc.integer({ min: 1.7e12, max: 1.8e12 }), (from, to, timeZone, now) => {
        fc.pre(from !== to);
        const end = quietUntil([{ from, to, timeZone }], now);
        if (end === null) return;
        expect(end).toBeGreaterThan(now);
        expect(end - now).toBeLessThanOrEqual(25 * 3_600_000);
        expect(quietUntil([{ from, to, timeZone }], end)).toBeNull();
      }),
      { numRuns: 100 },
    );
  });
});
