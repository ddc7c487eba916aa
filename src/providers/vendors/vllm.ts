import type { Vendor } from './vendor.ts';

/** Its server's default address; another one with baseUrl. */
export const vllm: Vendor = {
  id: 'vllm',
  name: 'vLLM',
  native: 'openai-chat',
  package: null,
  wire: 'openai-chat',
  keyEnv: ['VLLM_API_KEY'],
  defaultBaseUrl: 'http://127.0.0.1:8000/v1',
  keyOptional: true,
};
