import { factorySettings, type Vendor } from './vendor.ts';

export const cohere: Vendor = {
  id: 'cohere',
  name: 'Cohere',
  package: '@ai-sdk/cohere',
  wire: 'cohere-chat',
  keyEnv: ['COHERE_API_KEY'],
  async load(settings) {
    const { createCohere } = await import('@ai-sdk/cohere');
    const provider = createCohere(factorySettings(settings));
    return (model) => provider(model);
  },
};
