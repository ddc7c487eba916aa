import { factorySettings, type Vendor } from './vendor.ts';

export const perplexity: Vendor = {
  id: 'perplexity',
  name: 'Perplexity',
  package: '@ai-sdk/perplexity',
  wire: 'openai-chat',
  keyEnv: ['PERPLEXITY_API_KEY'],
  async load(settings) {
    const { createPerplexity } = await import('@ai-sdk/perplexity');
    const provider = createPerplexity(factorySettings(settings));
    return (model) => provider(model);
  },
};
