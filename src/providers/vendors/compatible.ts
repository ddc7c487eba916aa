import type { Vendor } from './vendor.ts';

/** Any endpoint that speaks OpenAI Chat Completions: vLLM, LM Studio, Ollama, gateways. */
export const compatible: Vendor = {
  id: 'compatible',
  name: 'OpenAI-compatible endpoint',
  package: '@ai-sdk/openai-compatible',
  keyEnv: ['OPENAI_COMPATIBLE_API_KEY'],
  keyOptional: true,
  needsBaseUrl: true,
  async load({ apiKey, baseUrl, headers, fetch }) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const provider = createOpenAICompatible({
      name: 'compatible',
      baseURL: baseUrl ?? '',
      ...(apiKey === undefined ? {} : { apiKey }),
      headers,
      fetch,
      includeUsage: true,
      supportsStructuredOutputs: true,
    });
    return (model) => provider.chatModel(model);
  },
};
