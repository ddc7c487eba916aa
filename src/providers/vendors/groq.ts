import { factorySettings, type Vendor } from './vendor.ts';

export const groq: Vendor = {
  id: 'groq',
  name: 'Groq',
  package: '@ai-sdk/groq',
  wire: 'openai-chat',
  keyEnv: ['GROQ_API_KEY'],
  async load(settings) {
    const { createGroq } = await import('@ai-sdk/groq');
    const provider = createGroq(factorySettings(settings));
    return (model) => provider(model);
  },
};
