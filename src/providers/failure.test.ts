import { APICallError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import type { ErrorClass } from '../contract/outcome.ts';
import { describeFailure, outcomeOfClass, retryAfterMs } from './failure.ts';
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

describe('retryAfterMs', () => {
  it.each<[Record<string, string>, number | null]>([
    [{}, null],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '120' }, 120],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:09 GMT' }, 8000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
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
