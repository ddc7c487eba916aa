import type { Vendor } from './vendor.ts';

/** OpenAI-compatible; its own package would bring a whole toolkit along. */
export const openrouter: Vendor = {
  id: 'openrouter',
  name: 'OpenRouter',
  native: 'openai-chat',
  package: null,
  wire: 'openai-chat',
  keyEnv: ['OPENROUTER_API_KEY'],
  defaultBaseUrl: 'https://openrouter.ai/api/v1',
};
