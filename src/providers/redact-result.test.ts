import { expect, it } from 'vitest';
import { createRedactor } from '../base/redactor.ts';
import { noAnswer, notSent } from '../contract/no-answer.ts';
import type { CallResult } from '../contract/attempt.ts';
import { redactResult } from './redact-result.ts';

const key = 'sk-canary-0123456789abcdef';

it('takes the key out of everything that a server writes', () => {
  const failure = {
    class: 'auth',
    message: `no ${key}`,
    httpStatus: 401,
    retryAfterMs: null,
    body: `{"k":"${key}"}`,
  } as const;
  const result: CallResult = {
    ...noAnswer('error', failure, { scheduled: 0, dispatched: 0, ...notSent }),
    answer: {
      text: `your key is ${key}`,
      reasoning: key,
      toolCalls: [{ name: key, arguments: JSON.stringify({ k: key }) }],
      finishReason: key,
    },
    rawUsage: { [key]: [key, 1, null] },
    responseModel: key,
    responseId: key,
    fingerprint: key,
    serviceTier: key,
    servedBy: key,
    turn: { role: 'assistant', content: [{ type: 'text', text: key }] },
  };
  const clean = redactResult(result, createRedactor([key]));
  expect(JSON.stringify(clean)).not.toContain(key.slice(0, 12));
  expect(clean.answer?.toolCalls[0]?.arguments).toBe('{"k":"[redacted]"}');
  expect(clean.rawUsage).toEqual({ '[redacted]': ['[redacted]', 1, null] });
  expect(clean.failure).toMatchObject({
    message: 'no [redacted]',
    body: '{"k":"[redacted]"}',
    httpStatus: 401,
  });
});
