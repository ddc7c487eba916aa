import { expect, it } from 'vitest';
import type { Target } from '../contract/suite.ts';
import { secretsOf } from './secrets.ts';

const target = (more: Partial<Target>) => ({ provider: 'compatible', model: 'm', ...more }) as Target;

it('knows the keys of every provider, those that targets name, and those in headers', () => {
  const env = {
    OPENAI_API_KEY: 'sk-openai-1234567890\n',
    AWS_SECRET_ACCESS_KEY: 'aws/secret+1234567890',
    AWS_REGION: 'eu-central-1-is-no-secret',
    MINE: 'mine-1234567890',
    OTHER: 'not-of-this-run-1234',
  };
  const headers = { authorization: 'Bearer header-1234567890', 'x-trace': 'no-secret-1234567890' };
  expect(secretsOf([target({ apiKeyEnv: 'MINE' }), target({ headers })], env)).toEqual([
    'sk-openai-1234567890',
    'aws/secret+1234567890',
    'mine-1234567890',
    'header-1234567890',
  ]);
});

it.each(['EMPTY', 'none', 'ollama', 'lm-studio', 'not-needed', '1234', ''])(
  'takes "%s" for no secret',
  (value) => {
    expect(secretsOf([target({ apiKeyEnv: 'MINE' })], { MINE: value })).toEqual([]);
  },
);

it.each(['sk-x', 'sk-fake', 'abc123', 'averylongword'])('takes "%s" for a secret', (value) => {
  expect(secretsOf([target({ apiKeyEnv: 'MINE' })], { MINE: value })).toEqual([value]);
});
