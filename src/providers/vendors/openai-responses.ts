import { factorySettings, type Vendor } from './vendor.ts';

export const openaiResponses: Vendor = {
  id: 'openai-responses',
  name: 'OpenAI (Responses)',
  package: '@ai-sdk/openai',
  wire: 'openai-responses',
  keyEnv: ['OPENAI_API_KEY'],
  baseUrlEnv: ['OPENAI_BASE_URL'],
  async load(settings) {
    const { createOpenAI } = await import('@ai-sdk/openai');
    const provider = createOpenAI(factorySettings(settings));
    return (model) => provider.responses(model);
  },
};
