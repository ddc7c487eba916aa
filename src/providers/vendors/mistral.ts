import { factorySettings, type Vendor } from './vendor.ts';

export const mistral: Vendor = {
  id: 'mistral',
  name: 'Mistral',
  package: '@ai-sdk/mistral',
  wire: 'mistral-chat',
  keyEnv: ['MISTRAL_API_KEY'],
  async load(settings) {
    const { createMistral } = await import('@ai-sdk/mistral');
    const provider = createMistral(factorySettings(settings));
    return (model) => provider(model);
  },
};
