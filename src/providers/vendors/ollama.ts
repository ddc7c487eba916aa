import type { Vendor } from './vendor.ts';

/** Through its OpenAI-compatible endpoint. */
export const ollama: Vendor = {
  id: 'ollama',
  name: 'Ollama',
  native: 'openai-chat',
  package: null,
  wire: 'openai-chat',
  keyEnv: ['OLLAMA_API_KEY'],
  defaultBaseUrl: 'http://127.0.0.1:11434/v1',
  keyOptional: true,
};
