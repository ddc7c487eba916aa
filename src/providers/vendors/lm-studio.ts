import type { Vendor } from './vendor.ts';

/** Its server's default address; another one with baseUrl. */
export const lmStudio: Vendor = {
  id: 'lm-studio',
  name: 'LM Studio',
  native: 'openai-chat',
  package: null,
  wire: 'openai-chat',
  keyEnv: ['LM_STUDIO_API_KEY'],
  defaultBaseUrl: 'http://127.0.0.1:1234/v1',
  keyOptional: true,
};
