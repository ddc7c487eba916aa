import { describe, expect, it } from 'vitest';
import { targetKey, type KeyedTarget } from './target-key.ts';

const base: KeyedTarget = {
  provider: 'openai',
  model: 'gpt-5-mini',
  parameters: { temperature: 0, providerOptions: { openai: { textVerbosity: 'low' } } },
  base_url: null,
  prompt_id: 'default',
};
const keyOf = (change: Partial<KeyedTarget>) => targetKey({ ...base, ...change });
const withOptions = (options: Record<string, unknown>) =>
  keyOf({
    parameters: { temperature: 0, providerOptions: { openai: { textVerbosity: 'low', ...options } } },
  });

describe('the key of a target', () => {
  it('stays through years', () => expect(targetKey(base)).toBe('53b8eeb9-8cb9-5734-af64-63267af6e7ff'));

  it.each<[string, string]>([
    [
      'order of parameters',
      keyOf({ parameters: { providerOptions: base.parameters.providerOptions, temperature: 0 } }),
    ],
    ['seed', keyOf({ parameters: { ...base.parameters, seed: 7 } })],
    ['default reasoning', keyOf({ parameters: { ...base.parameters, reasoning: 'provider-default' } })],
    ['service tier', withOptions({ serviceTier: 'flex' })],
    ['service tier, as the API writes it', withOptions({ service_tier: 'flex' })],
    ['cache key and user', withOptions({ promptCacheKey: 'k', user: 'u' })],
    [
      'options of nothing',
      keyOf({
        parameters: {
          ...base.parameters,
          providerOptions: { ...base.parameters.providerOptions, azure: {} },
        },
      }),
    ],
    ['imported, without a prompt', keyOf({ prompt_id: '' })],
    [
      'what else a target has',
      targetKey({ ...base, label: 'x', price: null, limits: {}, planned: 3 } as KeyedTarget),
    ],
  ])('does not change with: %s', (_, key) => expect(key).toBe(targetKey(base)));

  it('does not change with the path of the address', () =>
    expect(keyOf({ base_url: 'http://gpu-1:8000/v1' })).toBe(
      keyOf({ base_url: 'https://GPU-1:8000/openai/' }),
    ));

  it('is another one for what changes answers', () => {
    const others = [
      keyOf({ provider: 'azure' }),
      keyOf({ model: 'gpt-5' }),
      keyOf({ base_url: 'http://gpu-1:8000' }),
      keyOf({ base_url: 'http://gpu-2:8000' }),
      keyOf({ prompt_id: 'concise' }),
      keyOf({ parameters: {} }),
      keyOf({ parameters: { ...base.parameters, temperature: 1 } }),
      keyOf({ parameters: { ...base.parameters, maxOutputTokens: 100 } }),
      keyOf({ parameters: { ...base.parameters, reasoning: 'high' } }),
      withOptions({ textVerbosity: 'high' }),
      withOptions({ reasoningSummary: 'auto' }),
    ];
    expect(new Set([targetKey(base), ...others]).size).toBe(others.length + 1);
  });
});
