import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { expect, it } from 'vitest';
import { AssayError, type ErrorCode } from '../contract/errors.ts';
import { RowsRefused } from '../contract/rows-refused.ts';
import { errorResponse } from './http-error.ts';

async function answerTo(error: Error) {
  const app = new Hono();
  app.onError((thrown, context) => errorResponse(thrown, context));
  app.get('/', () => {
    throw error;
  });
  const response = await app.request('/');
  return [response.status, await response.json()] as const;
}

it.each<[ErrorCode, number]>([
  ['usage', 400],
  ['suite-invalid', 400],
  ['key-missing', 400],
  ['not-allowed', 403],
  ['run-not-found', 404],
  ['suite-not-found', 404],
  ['store-busy', 503],
  ['store-failed', 500],
  ['interrupted', 500],
])('answers "%s" with %d, and says what to do', async (code, status) => {
  const error = new AssayError(code, 'what is wrong', { remedy: 'what to do' });
  expect(await answerTo(error)).toEqual([
    status,
    { error: { code, message: 'what is wrong', remedy: 'what to do' } },
  ]);
});

it('passes on every problem of an input', async () => {
  const problems = [{ message: 'repeats is -1', path: 'repeats', expected: 'a number above 0' }];
  const [, body] = await answerTo(new AssayError('usage', '1 value cannot be used', { problems }));
  expect(body).toEqual({
    error: {
      code: 'usage',
      message: '1 value cannot be used',
      remedy: 'Correct what `problems` lists.',
      problems,
    },
  });
});

it('tells rows that are refused from a store that fails', async () => {
  const [status, body] = await answerTo(new RowsRefused('too many parts'));
  expect([status, body]).toEqual([
    422,
    { error: { code: 'usage', message: 'too many parts', remedy: null } },
  ]);
});

it('answers what the framework refuses in the same form', async () => {
  const [status, body] = await answerTo(new HTTPException(413, { message: 'too large' }));
  expect([status, body]).toEqual([413, { error: { code: 'usage', message: 'too large', remedy: null } }]);
  const own = new HTTPException(401, { res: Response.json({ error: 'own' }, { status: 401 }) });
  expect(await answerTo(own)).toEqual([401, { error: 'own' }]);
});

it('says what to do about every request that is wrong', async () => {
  const remedies = await Promise.all(
    [new AssayError('usage', 'no'), new HTTPException(400, { message: 'Malformed JSON' })].map(answerTo),
  );
  for (const [status, body] of remedies)
    expect([status, body]).toEqual([400, { error: expect.objectContaining({ remedy: expect.any(String) }) }]);
});

it('keeps to itself what went wrong inside', async () => {
  const [status, body] = await answerTo(new Error('/home/ada/secret.txt'));
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('secret');
});
