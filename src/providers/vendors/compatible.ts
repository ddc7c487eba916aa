import type { Vendor } from './vendor.ts';

/** Any endpoint that speaks OpenAI Chat Completions: vLLM, LM Studio, Ollama, gateways. */
export const compatible: Vendor = {
  id: 'compatible',
  name: 'OpenAI-compatible endpoint',
  native: 'openai-chat',
  package: null,
  wire: 'openai-chat',
  keyEnv: ['OPENAI_COMPATIBLE_API_KEY'],
  keyOptional: true,
  needsBaseUrl: true,
};
