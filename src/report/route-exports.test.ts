import { stripTypeScriptTypes } from 'node:module';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { exampleRun, exampleTarget } from '../../test/example-summary.ts';
import type { RoutePolicy } from '../contract/route.ts';
import { aiSdkMiddleware, litellmConfig } from './route-exports.ts';

const targets = [
  { ...exampleTarget('small'), id: 's', provider: 'openai', model: 'small-1' },
  {
    ...exampleTarget('large'),
    id: 'l',
    provider: 'google',
    model: 'large-1',
    base_url: 'http://x.example/v1',
  },
];
const run = exampleRun(targets);
const policy: RoutePolicy = {
  schema: 'assay.policy/1',
  categories: { 'bill"ing': 's', '': 'l' },
  fallback: 'l',
  cascade: null,
};

it('is a LiteLLM config with a model name per category and a fallback', () => {
  expect(parse(litellmConfig(run, policy))).toEqual({
    model_list: [
      { model_name: 'bill"ing', litellm_params: { model: 'openai/small-1' } },
      { model_name: 'default', litellm_params: { model: 'gemini/large-1', api_base: 'http://x.example/v1' } },
    ],
    router_settings: { fallbacks: [{ 'bill"ing': ['default'] }] },
  });
});

it('is a middleware that sends a call to the model of its category', async () => {
  const source = stripTypeScriptTypes(aiSdkMiddleware(run, policy));
  const { assayRoute } = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
    assayRoute(models: unknown): {
      wrapGenerate(call: unknown): unknown;
      wrapStream(call: unknown): unknown;
    };
  };
  const model = (name: string) => ({ doGenerate: () => name, doStream: () => `${name} streams` });
  const route = assayRoute({ small: model('small'), large: model('large') });
  const params = { providerOptions: { assay: { category: 'bill"ing' } } };
  expect(route.wrapGenerate({ params })).toBe('small');
  expect(route.wrapStream({ params: {} })).toBe('large streams');
});
