import { expect, it } from 'vitest';
import { modelOf } from './provider-model.ts';

it.each([
  ['openai:gpt-4o', 'openai/gpt-4o'],
  ['openai:chat:gpt-4o', 'openai/gpt-4o'],
  ['openai:chat:ft:gpt-4o:me', 'openai/ft:gpt-4o:me'],
  ['openai:responses:gpt-5', 'openai-responses/gpt-5'],
  ['openai:o3', 'openai/o3'],
  ['anthropic:messages:claude-haiku-4-5', 'anthropic/claude-haiku-4-5'],
  ['anthropic:claude-haiku-4-5', 'anthropic/claude-haiku-4-5'],
  ['google:gemini-2.5-pro', 'google/gemini-2.5-pro'],
  ['vertex:gemini-2.5-pro', 'vertex/gemini-2.5-pro'],
  ['bedrock:converse:anthropic.claude-3', 'bedrock/anthropic.claude-3'],
  ['bedrock:us.amazon.nova-lite-v1:0', 'bedrock/us.amazon.nova-lite-v1:0'],
  ['azure:chat:dep', 'azure/dep'],
  ['azureopenai:chat:dep', 'azure/dep'],
  ['togetherai:chat:meta/llama', 'together/meta/llama'],
  ['openrouter:deepseek/deepseek-r1:free', 'openrouter/deepseek/deepseek-r1:free'],
  ['ollama:chat:llama3:8b', 'ollama/llama3:8b'],
])('%s is %s', (id, model) => {
  expect(modelOf(id)).toMatchObject({ model });
});

it.each(
  `openai openai:chat openai:completion:gpt-3.5-turbo-instruct openai:gpt-3.5-turbo-instruct openai:embedding:text-embedding-3-small
   openai:text-embedding-3-small openai:image:dall-e-3 openai:dall-e-3 openai:assistant:a openai:realtime:gpt-4o-realtime
   openai:moderation:omni openai:codex-sdk openai:agents:x anthropic:completion:claude-2 anthropic:claude-agent-sdk
   anthropic:claude-code google:live:gemini google:image:imagen-3 google:imagen-3 vertex:claude-3 azure:dep azure:assistant:a
   azure:completion:dep azure:embedding:dep bedrock:kb:abc bedrock:agents:abc bedrock:arn:aws:x bedrock:amazon.nova-sonic-v1:0
   ollama:completion:llama3 ollama:embeddings:nomic mistral:embedding:mistral-embed cohere:embedding:x xai:image:grok
   huggingface:text-generation:x lmstudio:x together:x openai-chat:x http https://example.test file://p.py python:p.py exec:p
   constructor:x toString`.split(/\s+/),
)('%s is no model that is asked here', (id) => {
  expect(modelOf(id)).toHaveProperty('why');
});

it('tells what is asked in another way', () => {
  expect(modelOf('ollama:llama3')).toMatchObject({
    model: 'ollama/llama3',
    but: expect.any(String) as string,
  });
});
