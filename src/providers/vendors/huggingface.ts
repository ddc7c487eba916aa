import type { Vendor } from './vendor.ts';

/** The router's Chat Completions: its package speaks Responses, loses why an answer ended and hides its frames. */
export const huggingface: Vendor = {
  id: 'huggingface',
  name: 'Hugging Face',
  native: 'openai-chat',
  package: null,
  wire: 'openai-chat',
  keyEnv: ['HUGGINGFACE_API_KEY', 'HF_TOKEN'],
  defaultBaseUrl: 'https://router.huggingface.co/v1',
};
