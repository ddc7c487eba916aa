import { describe, expect, it } from 'vitest';
import { quotaReadings } from './quota-readings.ts';

const now = Date.parse('2026-01-14T10:00:00Z');
const read = (headers: Record<string, string>) => quotaReadings(new Headers(headers), now);
const minute = 60_000;

describe('quotaReadings', () => {
  it('reads OpenAI and those who write as it does', () => {
    const headers = {
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-reset-requests': '1s',
      'x-ratelimit-limit-tokens': '150000',
      'x-ratelimit-remaining-tokens': '149984',
      'x-ratelimit-reset-tokens': '6m0.5s',
    };
    expect(read(headers)).toEqual([
      { kind: 'requests', limit: 60, remaining: 59, resetMs: 1000, windowMs: minute },
      { kind: 'tokens', limit: 150_000, remaining: 149_984, resetMs: 360_500, windowMs: minute },
    ]);
  });

  it('takes requests that come back over a day for a daily quota, as at Groq', () => {
    const headers = {
      'x-ratelimit-limit-requests': '14400',
      'x-ratelimit-remaining-requests': '14370',
      'x-ratelimit-reset-requests': '2m59.56s',
    };
    expect(read(headers)).toEqual([
      { kind: 'requests', limit: 14_400, remaining: 14_370, resetMs: 179_560, windowMs: 86_400_000 },
    ]);
  });

  it('reads Anthropic, with its dates', () => {
    const headers = {
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '20',
      'anthropic-ratelimit-requests-reset': '2026-01-14T10:00:36Z',
      'anthropic-ratelimit-output-tokens-limit': '8000',
      'anthropic-ratelimit-output-tokens-remaining': '0',
      'anthropic-ratelimit-output-tokens-reset': '2026-01-14T09:59:59Z',
    };
    expect(read(headers)).toEqual([
      { kind: 'tokens', limit: 8000, remaining: 0, resetMs: 0, windowMs: minute },
      { kind: 'requests', limit: 50, remaining: 20, resetMs: 36_000, windowMs: minute },
    ]);
  });

  it('reads windows in names: Mistral, Cerebras', () => {
    const headers = {
      'x-ratelimit-limit-req-minute': '720',
      'x-ratelimit-remaining-req-minute': '717',
      'x-ratelimit-limit-tokens-month': '1000',
      'x-ratelimit-remaining-tokens-month': '999',
      'x-ratelimit-tokens-query-cost': '52',
      'x-ratelimit-limit-requests-day': '1440',
      'x-ratelimit-remaining-requests-day': '1000',
      'x-ratelimit-reset-requests-day': '33011.38',
    };
    const found = read(headers);
    expect(found).toContainEqual({
      kind: 'requests',
      limit: 720,
      remaining: 717,
      resetMs: null,
      windowMs: minute,
    });
    expect(found).toContainEqual({
      kind: 'tokens',
      limit: 1000,
      remaining: 999,
      resetMs: null,
      windowMs: 30 * 86_400_000,
    });
    expect(found).toContainEqual({
      kind: 'requests',
      limit: 1440,
      remaining: 1000,
      resetMs: 33_011_380,
      windowMs: 86_400_000,
    });
    expect(found).toHaveLength(3);
  });

  it.each([
    [{}],
    [{ 'x-ratelimit-remaining-requests': '5' }],
    [{ 'x-ratelimit-limit-requests': 'many', 'x-ratelimit-remaining-requests': '5' }],
    [{ 'x-ratelimit-limit-requests': '0', 'x-ratelimit-remaining-requests': '0' }],
    [{ 'x-ratelimit-limit-images': '5', 'x-ratelimit-remaining-images': '5' }],
    [{ authorization: 'x', 'x-request-id': 'limit-remaining' }],
  ])('makes nothing of %j', (headers) => {
    expect(read(headers as Record<string, string>)).toEqual([]);
  });

  it('does not know a reset that is written in another way', () => {
    const headers = {
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-reset-requests': 'soon',
    };
    expect(read(headers)[0]?.resetMs).toBeNull();
  });
});
