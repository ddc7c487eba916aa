import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorFacts } from './error-facts.ts';
import { retryAfterMs, retryDelayMs } from './retry-delay.ts';

const now = Date.UTC(2026, 10, 30, 12);
const facts = (waits: ErrorFacts['waits'] = []): ErrorFacts => ({
  codes: [],
  status: null,
  waits,
  quotas: [],
});
const delay = (headers: Record<string, string>, message = '', waits: ErrorFacts['waits'] = []) =>
  retryDelayMs(Object.entries(headers), facts(waits), message, now);

describe('headers', () => {
  it.each<[Record<string, string>, number | null]>([
    [{ 'retry-after': '5' }, 5000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': 'Mon, 30 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Mon, 30 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': '6m0s' }, 360_000],
    // sent twice: the first counts
    [{ 'retry-after': '7, 9' }, 7000],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '' }, null],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'x-ms-retry-after-ms': '250' }, 250],
    // the exact one counts, wherever it stands
    [{ 'retry-after': '1', 'retry-after-ms': '250' }, 250],
    [{ 'retry-after': '2', 'retry-after-ms': 'x' }, 2000],
    // an instant, in seconds and in ms
    [{ 'retry-after': String(now / 1000 + 90) }, 90_000],
    [{ 'retry-after': String(now + 90) }, 90],
    // no instant that no clock has
    [{ 'retry-after': '99999999999999999999' }, 366 * 86_400_000],
    [{ 'content-length': '5' }, null],
    [{}, null],
  ])('%j: %s ms', (headers, ms) => {
    expect(delay(headers)).toBe(ms);
  });

  it('are read alone where only they are wanted', () => {
    expect(retryAfterMs([['retry-after', '4']], now)).toBe(4000);
    expect(retryAfterMs([['x-ratelimit-reset-requests', '4s']], now)).toBeNull();
    expect(retryAfterMs(null, now)).toBeNull();
  });
});

describe('resets of quotas', () => {
  it.each<[string, Record<string, string>, number | null]>([
    [
      'the longest of what is used up',
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '6m0s',
      },
      360_000,
    ],
    [
      'not of what is left',
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-remaining-tokens': '12',
        'x-ratelimit-reset-tokens': '6m0s',
      },
      1000,
    ],
    [
      'an instant as a date',
      {
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': '2026-11-30T12:00:20Z',
      },
      20_000,
    ],
    ['an instant of the epoch', { 'x-ratelimit-reset': String(now / 1000 + 12) }, 12_000],
    ['the drafts of today', { ratelimit: '"minute";r=0;t=40, "day";r=5;t=4000' }, 40_000],
    ['the drafts of before', { ratelimit: 'limit=9, remaining=0, reset=41' }, 41_000],
    ['nothing used up', { ratelimit: '"minute";r=3;t=40' }, null],
    ['none that can be read', { 'x-ratelimit-reset': 'later' }, null],
  ])('%s', (_name, headers, ms) => {
    expect(delay(headers)).toBe(ms);
  });

  it('count last: Retry-After and sentences are about this call', () => {
    const reset = { 'x-ratelimit-reset-requests': '60s' };
    expect(delay({ ...reset, 'retry-after': '2' })).toBe(2000);
    expect(delay(reset, 'Please try again in 3s.')).toBe(3000);
    expect(delay(reset, 'no')).toBe(60_000);
  });
});

describe('sentences', () => {
  it.each<[string, number | null]>([
    ['Rate limit reached. Please try again in 20s. Visit …', 20_000],
    ['Please try again in 1m2.5s.', 62_500],
    ['try again in 7m12s', 432_000],
    ['Please retry after 9 seconds', 9000],
    ['Please retry your request after 26 seconds.', 26_000],
    ['Please wait 1 minute and 3 seconds before trying again', 63_000],
    ['Your limit resets in 2 hours', 7_200_000],
    ['retry in: 20', 20_000],
    ['try again in 250ms', 250],
    ['Limit 3, Used 3', null],
    ['try again later', null],
    ['', null],
  ])('%s', (message, ms) => {
    expect(delay({}, message)).toBe(ms);
  });

  it('are read no further than anybody would', () => {
    expect(delay({}, `${'x '.repeat(2500)}try again in 5s`)).toBeNull();
  });
});

it('fields of the error count before headers', () => {
  expect(delay({ 'retry-after': '60' }, '', [['retrydelay', '41s']])).toBe(41_000);
  expect(delay({ 'retry-after': '60' }, '', [['retry_after', 'x']])).toBe(60_000);
});

it('gives no wait, or one from nothing to a year, whatever stands there', () => {
  const text = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.date({ noInvalidDate: true }).map(String),
  );
  const name = fc.constantFrom('retry-after', 'retry-after-ms', 'x-ratelimit-reset', 'ratelimit', 'x');
  fc.assert(
    fc.property(fc.dictionary(name, text), fc.string(), (headers, message) => {
      const ms = delay(headers, message);
      if (ms === null) return;
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(366 * 86_400_000);
    }),
    { numRuns: 300 },
  );
});
