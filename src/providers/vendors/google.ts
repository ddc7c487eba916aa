import { factorySettings, type Vendor } from './vendor.ts';

export const google: Vendor = {
  id: 'google',
  name: 'Google Gemini',
  package: '@ai-sdk/google',
  wire: 'gemini',
  keyEnv: ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY'],
  async load(settings) {
    const { createGoogle } = await import('@ai-sdk/google');
    const provider = createGoogle(factorySettings(settings));
    return (model) => provider(model);
  },
};
