import { factorySettings, type Vendor, type VendorSettings } from './vendor.ts';

const bearer = 'AWS_BEARER_TOKEN_BEDROCK';

type Given = Pick<VendorSettings, 'apiKey' | 'settings'>;

const signs = ({ apiKey, settings }: Given): boolean =>
  settings[bearer] === undefined && apiKey !== undefined && apiKey === settings['AWS_SECRET_ACCESS_KEY'];

/** The Converse API: a bearer token, or access keys that sign each request (SigV4). */
export const bedrock: Vendor = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  package: '@ai-sdk/amazon-bedrock',
  wire: 'bedrock-converse',
  // the secret of whichever way is set up: it is what must never be shown
  keyEnv: [bearer, 'AWS_SECRET_ACCESS_KEY'],
  baseUrlEnv: ['AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ENDPOINT_URL'],
  settingsEnv: [bearer, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION'],
  missingSettings(given) {
    const needed = signs(given)
      ? ['AWS_ACCESS_KEY_ID', 'AWS_REGION']
      : given.baseUrl === undefined
        ? ['AWS_REGION']
        : [];
    return needed.filter((name) => given.settings[name] === undefined);
  },
  async load(given) {
    const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock');
    const { apiKey, settings } = given;
    const { apiKey: _, ...common } = factorySettings(given);
    const sessionToken = settings['AWS_SESSION_TOKEN'];
    const provider = createAmazonBedrock({
      ...common,
      region: settings['AWS_REGION'] ?? 'us-east-1',
      ...(signs(given)
        ? {
            accessKeyId: settings['AWS_ACCESS_KEY_ID'] ?? '',
            secretAccessKey: apiKey ?? '',
            ...(sessionToken === undefined ? {} : { sessionToken }),
          }
        : { apiKey: apiKey ?? '' }),
    });
    return (model) => provider(model);
  },
};
