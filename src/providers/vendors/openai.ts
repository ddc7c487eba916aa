import { factorySettings, type Vendor } from './vendor.ts';

/** Chat Completions. */
export const openai: Vendor = {
  id: 'openai',
  name: 'OpenAI',
  package: '@ai-sdk/openai',
  wire: 'openai-chat',
  keyEnv: ['OPENAI_API_KEY'],
  baseUrlEnv: ['OPENAI_BASE_URL'],
  async load(settings) {
    const { createOpenAI } = await import('@ai-sdk/openai');
    const provider = createOpenAI(factorySettings(settings));
    return (model) => provider.chat(model);
  },
};
