import { expect, it } from 'vitest';
import { factsOf } from './model-facts.ts';

const target = { provider: 'openai', model: 'gpt-4o', base_url: null, price: null };

it('knows the context from the public list, and nothing of an invented model', () => {
  expect(factsOf(target, null)).toEqual({ price: null, context_tokens: 128_000, abilities: {} });
  expect(factsOf({ ...target, provider: 'sim', model: 'x' }, null).context_tokens).toBeNull();
});

it('reads a snapshot: what it does not name stays unknown', () => {
  const snapshot = { limit: { context: 5000 }, tool_call: true, modalities: { input: ['text', 'image'] } };
  expect(factsOf(target, snapshot)).toEqual({
    price: null,
    context_tokens: 5000,
    abilities: { tools: true, images: true, files: false, audio: false },
  });
});
