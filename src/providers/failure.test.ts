import { APICallError, TypeValidationError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import type { ErrorClass } from '../contract/outcome.ts';
import { describeFailure, outcomeOfClass } from './failure.ts';
import { retryAfterMs } from './failure/retry-delay.ts';
import { ResponseHeaders } from './transport/response-headers.ts';
import { WireTrace } from './transport/wire-trace.ts';

function traceOf(status: number | null, headers: Record<string, string> = {}): WireTrace {
  const trace = new WireTrace();
  trace.status = status;
  trace.headers = status === null ? null : new ResponseHeaders(Object.entries(headers).flat());
  return trace;
}

function refused(status: number, body: string) {
  return new APICallError({
    message: 'Provider returned error',
    url: 'http://x',
    requestBodyValues: {},
    statusCode: status,
    responseBody: body,
  });
}

describe('describeFailure', () => {
  it.each<[number, string, ErrorClass]>([
    [401, '{"error":"bad key"}', 'auth'],
    [403, 'forbidden', 'auth'],
    [404, 'no such model', 'not_found'],
    [400, '{"error":{"code":"context_length_exceeded"}}', 'context_length'],
    [400, 'prompt is too long: 210000 tokens > 200000 maximum', 'context_length'],
    [400, 'Input is too long for requested model.', 'context_length'],
    [400, "This model's maximum prompt length is 131072", 'context_length'],
    [400, 'API key not valid. Please pass a valid API key.', 'auth'],
    [400, 'Incorrect API key provided: xa***', 'auth'],
    [400, '{"error":{"code":"content_filter"}}', 'content_filter'],
    [400, 'temperature must be at most 2', 'bad_request'],
    [413, 'too big', 'http_4xx'],
    [429, 'slow down', 'rate_limit'],
    [429, '{"error":{"code":"insufficient_quota"}}', 'quota'],
    [400, 'Your credit balance is too low', 'quota'],
    [500, 'oops', 'http_5xx'],
    [502, 'bad gateway', 'http_5xx'],
    [503, 'unavailable', 'overloaded'],
    [529, '{"type":"overloaded_error"}', 'overloaded'],
  ])('status %i with %s is %s', (status, body, expected) => {
    expect(describeFailure(refused(status, body), traceOf(status), false, 0)).toMatchObject({
      class: expected,
      httpStatus: status,
    });
  });

  it.each<[string, ErrorClass]>([
    ['ENOTFOUND', 'dns'],
    ['ECONNREFUSED', 'connect'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ECONNRESET', 'connect'],
    ['ASSAY_CANCELLED', 'cancelled'],
    ['ASSAY_TIMEOUT', 'timeout'],
    ['SOMETHING_NEW', 'client'],
  ])('transport code %s before headers is %s', (code, expected) => {
    const trace = traceOf(null);
    trace.failure = { code, message: 'x' };
    expect(describeFailure(new Error('wrapped'), trace, false, 0).class).toBe(expected);
  });

  it('calls a reset after headers a cut stream', () => {
    const trace = traceOf(200);
    trace.headersMs = 5;
    trace.failure = { code: 'UND_ERR_SOCKET', message: 'other side closed' };
    expect(describeFailure(new Error('x'), trace, true, 0).class).toBe('stream_cut');
  });

  it('tells a stall from an answer that was merely long', () => {
    const timedOut = (lastFrameMs: number) => {
      const trace = traceOf(200);
      Object.assign(trace, {
        sentMs: 0,
        headersMs: 10,
        firstByteMs: 20,
        closedMs: 1000,
        failure: { code: 'ASSAY_TIMEOUT', message: 'x' },
      });
      trace.frames.at.push(lastFrameMs);
      return describeFailure(null, trace, true, 0).class;
    };
    expect(timedOut(100)).toBe('stall');
    expect(timedOut(990)).toBe('timeout');
  });

  it('tells an error inside a stream from a body that cannot be read', () => {
    expect(describeFailure({ type: 'overloaded_error' }, traceOf(200), true, 0).class).toBe('overloaded');
    expect(describeFailure({ message: 'internal' }, traceOf(200), true, 0).class).toBe('mid_stream_error');
    expect(describeFailure(new Error('invalid JSON'), traceOf(200), false, 0).class).toBe('malformed');
  });
});

describe('an error inside a stream', () => {
  const inside = (error: unknown) => describeFailure(error, traceOf(200), true, 0);

  it.each<[string, unknown, ErrorClass, string]>([
    [
      'an event',
      { message: 'model runner crashed', type: 'server_error' },
      'mid_stream_error',
      'model runner crashed',
    ],
    ['a detail', { detail: 'engine died' }, 'mid_stream_error', 'engine died'],
    [
      'a status of its own',
      { object: 'error', message: 'No such model.', type: 'NotFoundError', code: 404 },
      'not_found',
      'No such model.',
    ],
    ['status 429 of its own', { error: { code: 429, message: 'Slow down.' } }, 'rate_limit', 'Slow down.'],
    [
      'status 502 of its own',
      { error: { code: 502, message: 'Upstream is gone.' } },
      'mid_stream_error',
      'Upstream is gone.',
    ],
    ['no money', { error: { code: 'insufficient_quota', message: 'No money.' } }, 'quota', 'No money.'],
    [
      'a response that failed',
      { type: 'response.failed', response: { error: { code: 'server_error', message: 'Sorry.' } } },
      'mid_stream_error',
      'Sorry.',
    ],
    ['text', 'it broke', 'mid_stream_error', 'it broke'],
    ['nothing', {}, 'mid_stream_error', 'the provider reported an error without a message'],
    ['an error that holds JSON', new Error('{"error":{"message":"inner"}}'), 'mid_stream_error', 'inner'],
  ])('%s', (_, error, errorClass, message) => {
    expect(inside(error)).toMatchObject({ class: errorClass, message });
  });

  it('is read out of what a package took for a bad frame', () => {
    const error = new TypeValidationError({
      value: { detail: 'engine died' },
      cause: new Error('[ { "code": "x" } ]'),
    });
    expect(inside(error)).toMatchObject({ class: 'mid_stream_error', message: 'engine died' });
  });

  it('is told in a line when a frame has another shape', () => {
    const issues = [
      { path: ['choices', 0, 'delta'], message: 'expected object' },
      { path: ['id'], message: 'expected string' },
    ];
    const cause = Object.assign(new Error('…'), { issues });
    const error = new TypeValidationError({ value: { choices: [1] }, cause });
    expect(inside(error).message).toBe(
      'a frame does not have the form of this API: choices.0.delta: expected object (and 1 more)',
    );
  });
});

it.each([
  ['https://user:pw@other.example/v2?key=abc#x', 'to https://other.example/v2'],
  ['/login?next=secret', 'to /login'],
  ['', 'to an unknown address'],
])('a redirect to "%s" is told without secrets', (location, where) => {
  const trace = traceOf(307, location === '' ? {} : { location });
  expect(describeFailure(null, trace, true, 0)).toMatchObject({
    class: 'client',
    message: `status 307: redirected ${where}; redirects are not followed: use the final address as baseUrl`,
    httpStatus: 307,
  });
});

it('goes by the status of a refusal whose body was cut', () => {
  const trace = traceOf(429, { 'retry-after': '2' });
  trace.failure = { code: 'UND_ERR_SOCKET', message: 'other side closed' };
  expect(describeFailure(new Error('other side closed'), trace, false, 0)).toMatchObject({
    class: 'rate_limit',
    retryAfterMs: 2000,
  });
});

describe('retryAfterMs', () => {
  it.each<[Record<string, string>, number | null]>([
    [{}, null],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '120' }, 120],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:09 GMT' }, 8000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': 'NaN', 'retry-after-ms': '-5' }, null],
    [{ 'retry-after': '-1' }, null],
    [{ 'retry-after': '1e99' }, null],
    [{ 'retry-after': '99999999' }, 366 * 86_400_000],
    [{ 'retry-after': '2s' }, 2000],
    [{ 'retry-after': '2, 2' }, 2000],
    [{ 'retry-after-ms': 'x', 'retry-after': '3' }, 3000],
    [{ 'x-retry-after': '4' }, 4000],
  ])('%o is %s', (headers, expected) => {
    expect(retryAfterMs(new Headers(headers), 1000)).toBe(expected);
  });
});

it('never puts a rate limit, a timeout or a refusal among plain errors', () => {
  expect([
    outcomeOfClass('rate_limit'),
    outcomeOfClass('timeout'),
    outcomeOfClass('content_filter'),
    outcomeOfClass('cancelled'),
    outcomeOfClass('http_5xx'),
  ]).toEqual(['rate_limited', 'timeout', 'refused', 'cancelled', 'error']);
});
