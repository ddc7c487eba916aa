import { expect, it } from 'vitest';
import { retentionDays } from './retention-days.ts';

it.each([
  [undefined, 400],
  ['', 400],
  ['1', 1],
  ['25000', 25_000],
  ['30.0', 30],
])('reads ASSAY_RETENTION_DAYS=%s as %d days', (text, days) => {
  expect(retentionDays({ ASSAY_RETENTION_DAYS: text })).toBe(days);
});

it.each(['0', '-1', '1.5', '25001', 'forever', '1 year', 'NaN', 'Infinity'])('refuses "%s"', (text) => {
  expect(() => retentionDays({ ASSAY_RETENTION_DAYS: text })).toThrow(
    expect.objectContaining({ code: 'usage', message: `ASSAY_RETENTION_DAYS is "${text}"` }),
  );
});
