// A provider as somebody outside would write it: its own module, its models announce no wire frames.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

export function createMine({ apiKey, baseURL, headers, fetch }) {
  const provider = createOpenAICompatible({
    name: 'mine',
    apiKey,
    baseURL,
    headers,
    fetch,
    includeUsage: true,
  });
  return {
    specificationVersion: 'v4',
    languageModel(id) {
      const model = provider.chatModel(id);
      return {
        specificationVersion: 'v4',
        provider: 'mine',
        modelId: id,
        supportedUrls: {},
        doGenerate: (options) => model.doGenerate(options),
        doStream: (options) => model.doStream({ ...options, includeRawChunks: false }),
      };
    },
  };
}
