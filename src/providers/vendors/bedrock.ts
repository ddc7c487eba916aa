import { factorySettings, type Vendor } from './vendor.ts';

const bearer = 'AWS_BEARER_TOKEN_BEDROCK';

/** The Converse API: a bearer token, or access keys that sign each request (SigV4). */
export const bedrock: Vendor = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  package: '@ai-sdk/amazon-bedrock',
  wire: 'bedrock-converse',
  // the secret of whichever way is set up: it is what must never be shown
  keyEnv: [bearer, 'AWS_SECRET_ACCESS_KEY'],
  settingsEnv: [bearer, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION'],
  missingSettings({ apiKey, baseUrl, settings }) {
    const signs = apiKey !== undefined && apiKey === settings['AWS_SECRET_ACCESS_KEY'];
    const needed = [...(signs ? ['AWS_ACCESS_KEY_ID'] : []), ...(baseUrl && !signs ? [] : ['AWS_REGION'])];
    return needed.filter((name) => settings[name] === undefined);
  },
  async load(given) {
    const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock');
    const { apiKey, settings } = given;
    const { apiKey: _, ...common } = factorySettings(given);
    const signs = apiKey !== undefined && apiKey === settings['AWS_SECRET_ACCESS_KEY'];
    const sessionToken = settings['AWS_SESSION_TOKEN'];
    const provider = createAmazonBedrock({
      ...common,
      region: settings['AWS_REGION'] ?? 'us-east-1',
      ...(signs
        ? {
            accessKeyId: settings['AWS_ACCESS_KEY_ID'] ?? '',
            secretAccessKey: apiKey,
            ...(sessionToken === undefined ? {} : { sessionToken }),
          }
        : { apiKey: apiKey ?? '' }),
    });
    return (model) => provider(model);
  },
};
