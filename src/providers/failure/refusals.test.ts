/** Errors as providers, servers and gateways are known to send them: class, wait and the line that people read. */
import { readFileSync } from 'node:fs';
import { APICallError } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import type { ErrorClass } from '../../contract/outcome.ts';
import { describeFailure } from '../failure.ts';
import { ResponseHeaders } from '../transport/response-headers.ts';
import { WireTrace } from '../transport/wire-trace.ts';
import { cpuMsOf } from '../../../test/cpu-ms.ts';

interface KnownError {
  group: string;
  who: string;
  status: number;
  headers?: Record<string, string>;
  body: unknown;
  class: ErrorClass;
  waitMs: number | null;
  message: string;
}

const path = new URL('../../../test/conformance/known-errors.jsonl', import.meta.url);
const known = readFileSync(path, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as KnownError);
/** Dates and instants among them are relative to it. */
const now = Date.UTC(2026, 10, 30, 12);

function failureOf(status: number, body: unknown, headers: Record<string, string> = {}) {
  const trace = new WireTrace();
  trace.status = status;
  trace.headers = new ResponseHeaders(Object.entries(headers).flat());
  const responseBody = typeof body === 'string' ? body : JSON.stringify(body);
  const given = { message: '', url: '', requestBodyValues: {}, statusCode: status, responseBody };
  return describeFailure(new APICallError(given), trace, false, now);
}

describe.each(['turned away', 'too long', 'other'])('%s', (group) => {
  it.each(known.filter((each) => each.group === group).map((each) => [each.who, each] as const))(
    '%s',
    (_, { status, headers, body, waitMs, message, ...expected }) => {
      const failure = failureOf(status, body, headers);
      expect(failure).toMatchObject({
        class: expected.class,
        httpStatus: status,
        retryAfterMs: waitMs,
        message,
      });
      expect(failure.message).not.toMatch(/\p{Cc}|<[a-z]|\{"/iu);
    },
  );
});

it('keeps the body beside a line that leaves something out', () => {
  const body = { error: { message: 'no', code: 'x', details: ['more'] } };
  expect(failureOf(400, body).body).toBe(JSON.stringify(body));
  expect(failureOf(400, 'no').body).toBeUndefined();
});

it('cuts line and body between characters', () => {
  const long = `${'x'.repeat(998)}😀😀 tail${'y'.repeat(20_000)}`;
  const { message, body } = failureOf(400, { error: { message: long } });
  expect(message).toBe(`${'x'.repeat(998)}…`);
  expect(body?.length).toBeLessThanOrEqual(16_000);
  expect([message, body].every((text) => text?.isWellFormed())).toBe(true);
});

it('reads a hostile body in a moment', async () => {
  const hostile = [
    'retry '.repeat(50_000),
    `try again in ${'1m'.repeat(50_000)}!`,
    '<a '.repeat(100_000),
    '{"a":'.repeat(50_000),
    `{'message': '${'\\\\'.repeat(50_000)}`,
    '[{'.repeat(50_000),
    'context length '.repeat(20_000),
    'prompt is '.repeat(20_000),
    `${'{"error":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  ];
  for (const body of hostile)
    expect(
      await cpuMsOf(() => {
        failureOf(429, body);
        failureOf(400, { error: { message: body } });
      }),
      body.slice(0, 20),
    ).toBeLessThan(500);
});
