import { factorySettings, type Vendor } from './vendor.ts';

export const huggingface: Vendor = {
  id: 'huggingface',
  name: 'Hugging Face',
  package: '@ai-sdk/huggingface',
  wire: 'openai-responses',
  keyEnv: ['HUGGINGFACE_API_KEY', 'HF_TOKEN'],
  async load(settings) {
    const { createHuggingFace } = await import('@ai-sdk/huggingface');
    const provider = createHuggingFace(factorySettings(settings));
    return (model) => provider.responses(model);
  },
};
