import { factorySettings, type Vendor } from './vendor.ts';

export const cerebras: Vendor = {
  id: 'cerebras',
  name: 'Cerebras',
  package: '@ai-sdk/cerebras',
  wire: 'openai-chat',
  keyEnv: ['CEREBRAS_API_KEY'],
  async load(settings) {
    const { createCerebras } = await import('@ai-sdk/cerebras');
    const provider = createCerebras(factorySettings(settings));
    return (model) => provider.chat(model);
  },
};
