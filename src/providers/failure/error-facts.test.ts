import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from './error-facts.ts';

describe('codes', () => {
  it.each([
    [
      'OpenAI',
      { error: { type: 'insufficient_quota', code: 'insufficient_quota' } },
      ['insufficientquota', 'insufficientquota'],
    ],
    [
      'Anthropic',
      { type: 'error', error: { type: 'overloaded_error', message: 'x' } },
      ['error', 'overloadederror'],
    ],
    ['Google', { error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }, ['resourceexhausted']],
    [
      'AWS, with its namespace',
      { __type: 'com.amazon.coral.service#ThrottlingException' },
      ['throttlingexception'],
    ],
    [
      'AWS, with an address behind',
      { __type: 'ThrottlingException:http://internal' },
      ['throttlingexception'],
    ],
    ['an error that is a word', { error: 'Unauthorized' }, ['unauthorized']],
    ['a list', [{ reason: 'rateLimitExceeded' }, { reason: 'quota' }], ['ratelimitexceeded', 'quota']],
    ['JSON inside of a text', { message: '{"error":{"code":"model_not_found"}}' }, ['modelnotfound']],
    ['no code at all', { message: 'no' }, []],
  ])('of %s', (_name, error, codes) => {
    expect(factsOf(error).codes).toEqual(codes);
  });

  it('begin with the one of the header', () => {
    expect(factsOf({ message: 'slow down' }, 'ThrottlingException:http://x').codes).toEqual([
      'throttlingexception',
    ]);
  });

  it('are words, not paragraphs', () => {
    expect(factsOf({ error: 'a sentence that goes on. '.repeat(5) }).codes).toEqual([]);
  });

  it.each(['input', 'ctx', 'request', 'messages', 'failed_generation', 'prompt', 'contents'])(
    'are not taken from %s: it is what was asked',
    (echo) => {
      expect(factsOf({ [echo]: { code: 'insufficient_quota', status: 429, retry_after: 5 } })).toEqual({
        codes: [],
        status: null,
        waits: [],
        quotas: [],
      });
    },
  );
});

describe('the status of an error', () => {
  it.each([
    [{ code: 429 }, 429],
    [{ status: '503' }, 503],
    [{ error: { http_status: 404 } }, 404],
    [{ error_code: 500 }, 500],
    [{ statusCode: 422 }, 422],
    // the outermost counts
    [{ code: 502, error: { code: 429 } }, 502],
    [{ code: 200 }, null],
    [{ code: 1302 }, null],
    [{ code: '429abc' }, null],
    [{ count: 429 }, null],
    [null, null],
  ])('%j: %s', (error, status) => {
    expect(factsOf(error).status).toBe(status);
  });
});

describe('waits and quotas', () => {
  it.each([
    [{ retryDelay: '41s' }, [['retrydelay', '41s']]],
    [{ retry_after: 3 }, [['retry_after', '3']]],
    [{ retryDelay: { seconds: 2, nanos: 500_000_000 } }, [['retrydelay', '2.5']]],
    [{ retryDelay: { nanos: 1 } }, []],
    [
      { metadata: { headers: { 'X-RateLimit-Reset': '1741305600000' } } },
      [['x-ratelimit-reset', '1741305600000']],
    ],
    [{ estimated_time: 20.5 }, [['estimated_time', '20.5']]],
    [{ resets_in_seconds: 30 }, [['resets_in_seconds', '30']]],
    [{ retryable: true }, []],
  ])('%j', (error, waits) => {
    expect(factsOf(error).waits).toEqual(waits);
  });

  it('are Google’s names of quotas, wherever they stand', () => {
    const error = {
      error: {
        details: [{ violations: [{ quotaId: 'RequestsPerDay', quotaMetric: 'm' }] }, { quota_limit: 'l' }],
      },
    };
    expect(factsOf(error).quotas).toEqual(['RequestsPerDay', 'm', 'l']);
  });
});

it('reads whatever it is given, deep or wide, and ends', () => {
  let deep: unknown = { code: 'too_deep' };
  for (let i = 0; i < 30; i++) deep = { inside: deep };
  expect(factsOf(deep).codes).toEqual([]);
  const wide = Array.from({ length: 5000 }, () => ({ code: 'x' }));
  expect(factsOf(wide).codes.length).toBeLessThanOrEqual(1000);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const facts = factsOf(value);
      expect(facts.codes.every((code) => /^[a-z0-9]*$/.test(code))).toBe(true);
      if (facts.status !== null) expect(Math.floor(facts.status / 100)).toBeOneOf([4, 5]);
      expect(factsOf(JSON.stringify(value)).codes.toSorted()).toEqual(
        typeof value === 'string' ? factsOf(JSON.stringify(value)).codes.toSorted() : facts.codes.toSorted(),
      );
    }),
  );
});
