import { factorySettings, type Vendor } from './vendor.ts';

export const together: Vendor = {
  id: 'together',
  name: 'Together AI',
  package: '@ai-sdk/togetherai',
  wire: 'openai-chat',
  keyEnv: ['TOGETHER_API_KEY', 'TOGETHER_AI_API_KEY'],
  async load(settings) {
    const { createTogetherAI } = await import('@ai-sdk/togetherai');
    const provider = createTogetherAI(factorySettings(settings));
    return (model) => provider.chatModel(model);
  },
};
