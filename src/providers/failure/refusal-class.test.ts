import { describe, expect, it } from 'vitest';
import { errorClasses, type ErrorClass } from '../../contract/outcome.ts';
import { classOfRefusal, type Refusal } from './refusal-class.ts';

const classOf = (
  status: number | null,
  more: { codes?: string[]; quotas?: string[]; message?: string; hasReset?: boolean } = {},
) =>
  classOfRefusal({
    status,
    facts: { codes: more.codes ?? [], status: null, waits: [], quotas: more.quotas ?? [] },
    message: more.message ?? '',
    hasReset: more.hasReset ?? false,
  } satisfies Refusal);

describe('by the status alone', () => {
  it.each<[number | null, ErrorClass | null]>([
    [400, 'bad_request'],
    [401, 'auth'],
    [402, 'quota'],
    [403, 'auth'],
    [404, 'not_found'],
    [405, 'http_4xx'],
    [413, 'http_4xx'],
    [418, 'http_4xx'],
    [422, 'bad_request'],
    [429, 'rate_limit'],
    [500, 'http_5xx'],
    [502, 'http_5xx'],
    [503, 'overloaded'],
    [504, 'http_5xx'],
    [529, 'overloaded'],
    [null, null],
  ])('%s is %s', (status, expected) => {
    expect(classOf(status)).toBe(expected);
  });

  it('every status of an error has a class that there is', () => {
    for (let status = 400; status < 600; status++)
      expect(errorClasses, `${status}`).toContain(classOf(status));
  });
});

describe('429', () => {
  it.each<[string, Parameters<typeof classOf>[1], ErrorClass]>([
    ['a code of money', { codes: ['insufficientquota'] }, 'quota'],
    ['a code of money, though a reset is named', { codes: ['insufficientquota'], hasReset: true }, 'quota'],
    [
      'a reset: it passes, whatever the words',
      { hasReset: true, message: 'check your plan and billing details' },
      'rate_limit',
    ],
    ['a reset of who is overloaded', { codes: ['engineoverloaded'], hasReset: true }, 'overloaded'],
    ['a quota by the day', { quotas: ['GenerateRequestsPerDayPerProjectPerModel'] }, 'quota'],
    [
      'a quota by the minute',
      { quotas: ['GenerateRequestsPerMinutePerProject'], message: 'check your plan and billing' },
      'rate_limit',
    ],
    [
      'words of the minute',
      { message: 'Rate limit reached: 500 requests per minute. See billing.' },
      'rate_limit',
    ],
    ['words of the day', { message: 'You have used your daily limit' }, 'quota'],
    [
      'words of money',
      { message: 'You exceeded your current quota, please check your plan and billing details' },
      'quota',
    ],
    [
      'words of money beside a plain code of rates',
      { codes: ['resourceexhausted'], message: 'exceeded your current quota' },
      'quota',
    ],
    [
      'words of money beside a sure code of rates',
      { codes: ['ratelimitexceeded'], message: 'see billing' },
      'rate_limit',
    ],
    ['overloaded in words', { message: 'The model is currently overloaded' }, 'overloaded'],
    ['nothing at all', {}, 'rate_limit'],
  ])('%s', (_name, more, expected) => {
    expect(classOf(429, more)).toBe(expected);
  });
});

describe('401 and 403', () => {
  it.each<[string, Parameters<typeof classOf>[1], ErrorClass]>([
    ['no key', { message: 'Incorrect API key provided' }, 'auth'],
    ['no money', { message: 'Your credit balance is too low' }, 'quota'],
    ['a filter', { codes: ['contentfilter'] }, 'content_filter'],
    ['a filter in words', { message: 'The input was flagged by moderation' }, 'content_filter'],
  ])('%s', (_name, more, expected) => {
    expect(classOf(403, more)).toBe(expected);
  });
});

describe('400', () => {
  it.each<[string, Parameters<typeof classOf>[1], ErrorClass]>([
    ['a code of length', { codes: ['invalidrequesterror', 'contextlengthexceeded'] }, 'context_length'],
    ['words of length', { message: "This model's maximum context length is 8192 tokens" }, 'context_length'],
    [
      'Anthropic’s words of length',
      { message: 'prompt is too long: 210000 tokens > 200000 maximum' },
      'context_length',
    ],
    ['in Chinese', { message: '输入内容超长' }, 'context_length'],
    ['a wrong key', { message: 'API key not valid. Please pass a valid API key.' }, 'auth'],
    ['no money', { message: 'Your credit balance is too low to access the API' }, 'quota'],
    ['a filter', { codes: ['datainspectionfailed'] }, 'content_filter'],
    ['a code of rates', { codes: ['throttlingexception'] }, 'rate_limit'],
    ['a model that is gone', { codes: ['modeldecommissioned'] }, 'not_found'],
    [
      'only a plain code',
      { codes: ['invalidrequesterror'], message: 'temperature must be at most 2' },
      'bad_request',
    ],
  ])('%s', (_name, more, expected) => {
    expect(classOf(400, more)).toBe(expected);
  });
});

describe('in the middle of a stream, without a status', () => {
  it.each<[string, Parameters<typeof classOf>[1], ErrorClass | null]>([
    ['overloaded', { codes: ['error', 'overloadederror'] }, 'overloaded'],
    ['overloaded in words', { message: 'Overloaded' }, 'overloaded'],
    ['a plain code', { codes: ['badrequest'] }, 'bad_request'],
    ['money', { message: 'out of credits' }, 'quota'],
    ['nothing that tells', { message: 'something went wrong' }, null],
  ])('%s', (_name, more, expected) => {
    expect(classOf(null, more)).toBe(expected);
  });
});

describe('500 and above', () => {
  it('is no bad request, whatever its code says', () => {
    expect(classOf(500, { codes: ['invalidrequesterror'] })).toBe('http_5xx');
  });
  it('is not a matter of money in words alone', () => {
    expect(classOf(500, { message: 'billing service unreachable' })).toBe('http_5xx');
  });
  it('is overloaded when it says so', () => {
    expect(classOf(500, { message: 'model is overloaded' })).toBe('overloaded');
    expect(classOf(413, { message: 'prompt is too long' })).toBe('context_length');
  });
});
