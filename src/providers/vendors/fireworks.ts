import { factorySettings, type Vendor } from './vendor.ts';

export const fireworks: Vendor = {
  id: 'fireworks',
  name: 'Fireworks AI',
  package: '@ai-sdk/fireworks',
  wire: 'openai-chat',
  keyEnv: ['FIREWORKS_API_KEY'],
  async load(settings) {
    const { createFireworks } = await import('@ai-sdk/fireworks');
    const provider = createFireworks(factorySettings(settings));
    return (model) => provider.chatModel(model);
  },
};
