import { expect, it } from 'vitest';
import { durationMs } from './duration-ms.ts';

it.each<[string, number | null]>([
  ['2', 2000],
  ['0.5', 500],
  ['1s', 1000],
  ['6m0s', 360_000],
  ['2m59.56s', 179_560],
  ['20ms', 20],
  ['1 minute and 3 seconds', 63_000],
  ['1 hr, 2 mins', 3_720_000],
  ['2026-11-30T12:00:20Z', 20_000],
  ['Mon, 30 Nov 2026 12:00:08 GMT', 8000],
  ['Mon, 30 Nov 2026 11:00:00 GMT', 0],
  ['-5', null],
  ['soon', null],
  ['5 tokens', null],
  ['', null],
])('%s is %s ms', (text, ms) => {
  expect(durationMs(text, Date.UTC(2026, 10, 30, 12))).toBe(ms);
});
