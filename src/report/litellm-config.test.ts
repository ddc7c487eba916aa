import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { exampleRun, exampleTarget } from '../../test/example-summary.ts';
import type { RoutePolicy } from '../contract/route.ts';
import { litellmConfig, type Connection } from './litellm-config.ts';

const plain: Connection = { baseUrl: null, isOpenaiChat: false, keyVariable: null };
const policy: RoutePolicy = {
  schema: 'assay.policy/1',
  categories: { 'bill"ing': 's', '': 'l' },
  fallback: 'l',
  cascade: null,
};

/** What LiteLLM is told of one target. */
function paramsOf(provider: string, model: string, connection: Partial<Connection>, parameters = {}) {
  const target = { ...exampleTarget('only'), id: 'l', provider, model, parameters };
  const text = litellmConfig(exampleRun([target]), { ...policy, categories: {} }, () => ({
    ...plain,
    ...connection,
  }));
  const { model_list: list } = parse(text) as { model_list: { litellm_params: object }[] };
  return list[0]?.litellm_params;
}

it('is a list of models by category, with a fallback', () => {
  const targets = ['s', 'l'].map((id) => ({
    ...exampleTarget(id),
    id,
    provider: 'openai',
    model: id,
    parameters: {},
  }));
  const config = parse(
    litellmConfig(exampleRun(targets), policy, () => ({ ...plain, keyVariable: 'OPENAI_API_KEY' })),
  );
  const params = (model: string) => ({ model: `openai/${model}`, api_key: 'os.environ/OPENAI_API_KEY' });
  expect(config).toEqual({
    model_list: [
      { model_name: 'bill"ing', litellm_params: params('s') },
      { model_name: 'default', litellm_params: params('l') },
    ],
    router_settings: { fallbacks: [{ 'bill"ing': ['default'] }] },
  });
});

it.each([
  [
    'compatible',
    'my/model',
    { baseUrl: 'http://127.0.0.1:8000/v1', isOpenaiChat: true, keyVariable: 'MY_KEY' },
    { model: 'openai/my/model', api_base: 'http://127.0.0.1:8000/v1', api_key: 'os.environ/MY_KEY' },
  ],
  [
    'vllm',
    'm',
    { baseUrl: 'http://127.0.0.1:8000/v1', isOpenaiChat: true },
    { model: 'openai/m', api_base: 'http://127.0.0.1:8000/v1', api_key: 'none' },
  ],
  [
    'openai',
    'm',
    { baseUrl: 'https://gateway.example/v1', isOpenaiChat: true, keyVariable: 'OPENAI_API_KEY' },
    { model: 'openai/m', api_base: 'https://gateway.example/v1', api_key: 'os.environ/OPENAI_API_KEY' },
  ],
  [
    'anthropic',
    'claude',
    { keyVariable: 'ANTHROPIC_API_KEY' },
    { model: 'anthropic/claude', api_key: 'os.environ/ANTHROPIC_API_KEY' },
  ],
  [
    'google',
    'g',
    { keyVariable: 'GEMINI_API_KEY' },
    { model: 'gemini/g', api_key: 'os.environ/GEMINI_API_KEY' },
  ],
  [
    'together',
    'a/b',
    { isOpenaiChat: true, keyVariable: 'TOGETHER_API_KEY' },
    { model: 'together_ai/a/b', api_key: 'os.environ/TOGETHER_API_KEY' },
  ],
  [
    'openrouter',
    'a/b',
    { baseUrl: 'https://openrouter.ai/api/v1', isOpenaiChat: true, keyVariable: 'K' },
    { model: 'openrouter/a/b', api_key: 'os.environ/K' },
  ],
  [
    'azure',
    'd',
    { isOpenaiChat: true, keyVariable: 'AZURE_API_KEY' },
    { model: 'azure/d', api_base: 'os.environ/AZURE_API_BASE', api_key: 'os.environ/AZURE_API_KEY' },
  ],
  ['bedrock', 'b', { keyVariable: 'AWS_SECRET_ACCESS_KEY' }, { model: 'bedrock/b' }],
  ['npm:mine', 'x', {}, { model: 'openai/x', api_base: 'os.environ/OPENAI_BASE_URL', api_key: 'none' }],
])('reaches %s as LiteLLM does', (provider, model, connection, expected) => {
  expect(paramsOf(provider, model, connection)).toEqual(expected);
});

it('asks as the run did, where LiteLLM has the setting', () => {
  const parameters = { temperature: 0, maxOutputTokens: 200, topK: 3 };
  expect(paramsOf('openai', 'm', { keyVariable: 'K' }, parameters)).toEqual({
    model: 'openai/m',
    api_key: 'os.environ/K',
    temperature: 0,
    max_tokens: 200,
  });
});

it('has both models of a cascade by name, and says when to ask the second', () => {
  const targets = ['s', 'l'].map((id) => ({ ...exampleTarget(id), id, provider: 'openai', model: id }));
  const cascade = { first: 's', second: 'l', escalate: { on: 'check' as const, score: 'valid', below: 1 } };
  const config = litellmConfig(exampleRun(targets), { ...policy, cascade } as RoutePolicy, () => plain);
  const { model_list: list } = parse(config) as { model_list: { model_name: string }[] };
  expect(list.map((one) => one.model_name).slice(-2)).toEqual(['cascade-first', 'cascade-second']);
  expect(config).toContain('too when its "valid" is below 1');
});
