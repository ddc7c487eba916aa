import { factorySettings, type Vendor } from './vendor.ts';

export const deepseek: Vendor = {
  id: 'deepseek',
  name: 'DeepSeek',
  package: '@ai-sdk/deepseek',
  wire: 'openai-chat',
  keyEnv: ['DEEPSEEK_API_KEY'],
  async load(settings) {
    const { createDeepSeek } = await import('@ai-sdk/deepseek');
    const provider = createDeepSeek(factorySettings(settings));
    return (model) => provider(model);
  },
};
