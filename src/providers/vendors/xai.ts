import { factorySettings, type Vendor } from './vendor.ts';

export const xai: Vendor = {
  id: 'xai',
  name: 'xAI',
  package: '@ai-sdk/xai',
  wire: 'openai-responses',
  keyEnv: ['XAI_API_KEY'],
  async load(settings) {
    const { createXai } = await import('@ai-sdk/xai');
    const provider = createXai(factorySettings(settings));
    return (model) => provider.responses(model);
  },
};
