import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsedText, textOf } from './error-text.ts';

describe('the sentence of an error', () => {
  it.each<[string, unknown, string]>([
    [
      'OpenAI',
      { error: { message: 'You exceeded your quota', type: 'insufficient_quota', code: null } },
      'You exceeded your quota',
    ],
    [
      'Anthropic',
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      'Overloaded',
    ],
    [
      'FastAPI',
      { detail: [{ loc: ['body', 'model'], msg: 'field required', type: 'missing' }] },
      'body.model: field required',
    ],
    [
      'zod',
      { issues: [], error: [{ path: ['a', 0], message: 'expected a number' }] },
      'a.0: expected a number',
    ],
    [
      'several problems',
      { errors: [{ message: 'one thing' }, { message: 'another thing' }, { message: 'one thing' }] },
      'one thing (and 1 more)',
    ],
    ['AWS', { Message: 'The security token is expired' }, 'The security token is expired'],
    [
      'OAuth',
      { error: 'invalid_grant', error_description: 'Token has been revoked' },
      'Token has been revoked',
    ],
    ['MiniMax', { base_resp: { status_code: 1004, status_msg: 'login fail: no key' } }, 'login fail: no key'],
    ['a word is better than nothing', { error: 'unauthorized' }, 'unauthorized'],
    [
      'a sentence is better than a word',
      { error: 'bad_request', message: 'The model is gone' },
      'The model is gone',
    ],
    ['a code where nothing else is', { code: 'model_not_found' }, 'model_not_found'],
    ['`error` is no code', { type: 'error' }, ''],
    [
      'OpenRouter, with what was said behind it',
      {
        error: {
          message: 'Provider returned error',
          metadata: { raw: '{"error":{"message":"context too long"}}' },
        },
      },
      'Provider returned error: context too long',
    ],
    [
      'a gateway that repeats what is behind it',
      { error: { message: 'Upstream says: context too long', metadata: { raw: 'context too long' } } },
      'Upstream says: context too long',
    ],
    ['JSON in a text', '{"error":{"message":"inside a text"}}', 'inside a text'],
    ['JSON in JSON', { message: JSON.stringify({ message: 'twice wrapped' }) }, 'twice wrapped'],
    [
      'LiteLLM',
      'litellm.BadRequestError: OpenAIException - {"error": {"message": "no such model"}}',
      'litellm.BadRequestError: OpenAIException: no such model',
    ],
    [
      'Python',
      `Error code: 400 - {'error': {'message': 'too many tokens', 'type': 'x'}}`,
      'Error code: 400: too many tokens',
    ],
    ['an event of a stream', 'event: error\ndata: {"error":{"message":"cut off"}}\n\n', 'cut off'],
    [
      'a page',
      '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
      '502 Bad Gateway',
    ],
    ['plain text', '  no healthy upstream \n', 'no healthy upstream'],
    ['nothing', null, ''],
    ['a number', 5, ''],
    ['booleans say nothing', { error: true, message: 'it failed here' }, 'it failed here'],
    ['an empty list', [], ''],
  ])('%s', (_name, error, text) => {
    expect(textOf(error)).toBe(text);
  });

  it('ends in whatever it is wrapped', () => {
    let wrapped: unknown = { message: 'too deep to be read' };
    for (let i = 0; i < 20; i++) wrapped = { error: wrapped };
    expect(textOf(wrapped)).toBe('');
    const list = Array.from({ length: 100_000 }, (_, i) => ({ message: `problem ${i}` }));
    expect(textOf(list)).toBe('problem 0 (and 99 more)');
  });

  it('is a text for every value, and the same for its JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        expect(typeof textOf(value)).toBe('string');
        if (typeof value === 'object' && value !== null)
          expect(textOf(JSON.stringify(value))).toBe(textOf(value));
      }),
    );
  });
});

describe('a text as JSON', () => {
  it.each<[string, unknown]>([
    ['{"a":1}', { a: 1 }],
    [' [1]\n', [1]],
    ['"quoted"', 'quoted'],
    ['data: {"a":1}\n\n', { a: 1 }],
    ['event: error\r\ndata: {"a":2}\r\n\r\n', { a: 2 }],
    ['data: [DONE]', null],
    ['{"a":', null],
    ['12', null],
    ['no', null],
    ['', null],
  ])('%j', (text, value) => {
    expect(parsedText(text)).toEqual(value);
  });
});
