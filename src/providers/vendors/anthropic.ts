import { factorySettings, type Vendor } from './vendor.ts';

export const anthropic: Vendor = {
  id: 'anthropic',
  name: 'Anthropic',
  package: '@ai-sdk/anthropic',
  wire: 'anthropic-messages',
  keyEnv: ['ANTHROPIC_API_KEY'],
  baseUrlEnv: ['ANTHROPIC_BASE_URL'],
  async load(settings) {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    const provider = createAnthropic(factorySettings(settings));
    return (model) => provider(model);
  },
};
