import { factorySettings, type Vendor } from './vendor.ts';

/** Models are named by their deployment; spoken to with Chat Completions. */
export const azure: Vendor = {
  id: 'azure',
  name: 'Azure OpenAI',
  package: '@ai-sdk/azure',
  wire: 'openai-chat',
  keyEnv: ['AZURE_API_KEY', 'AZURE_OPENAI_API_KEY'],
  settingsEnv: ['AZURE_RESOURCE_NAME'],
  missingSettings: ({ baseUrl, settings }) =>
    baseUrl === undefined && settings['AZURE_RESOURCE_NAME'] === undefined ? ['AZURE_RESOURCE_NAME'] : [],
  async load(settings) {
    const { createAzure } = await import('@ai-sdk/azure');
    const resourceName = settings.settings['AZURE_RESOURCE_NAME'];
    const provider = createAzure({
      ...factorySettings(settings),
      ...(resourceName === undefined ? {} : { resourceName }),
    });
    return (model) => provider.chat(model);
  },
};
