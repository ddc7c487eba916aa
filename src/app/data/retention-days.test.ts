import { expect, it } from 'vitest';
import { retentionDays } from './retention-days.ts';

it.each([
  [undefined, 400],
  ['', 400],
  ['1', 1],
  ['36500', 36_500],
  ['30.0', 30],
])('reads ASSAY_RETENTION_DAYS=%s as %d days', (text, days) => {
  expect(retentionDays({ ASSAY_RETENTION_DAYS: text })).toBe(days);
});

it.each(['0', '-1', '1.5', '36501', 'forever', '1 year', 'NaN', 'Infinity'])('refuses "%s"', (text) => {
  expect(() => retentionDays({ ASSAY_RETENTION_DAYS: text })).toThrow(
    expect.objectContaining({ code: 'usage', message: `ASSAY_RETENTION_DAYS is "${text}"` }),
  );
});
