import { factorySettings, type Vendor } from './vendor.ts';

/** With a key (express mode), or with Google's application default credentials, a project and a location. */
export const vertex: Vendor = {
  id: 'vertex',
  name: 'Google Vertex AI',
  package: '@ai-sdk/google-vertex',
  wire: 'gemini',
  keyEnv: ['GOOGLE_VERTEX_API_KEY'],
  keyOptional: true,
  settingsEnv: ['GOOGLE_VERTEX_PROJECT', 'GOOGLE_VERTEX_LOCATION'],
  missingSettings: ({ apiKey, settings }) =>
    apiKey === undefined
      ? ['GOOGLE_VERTEX_PROJECT', 'GOOGLE_VERTEX_LOCATION'].filter((name) => settings[name] === undefined)
      : [],
  async load(given) {
    const { createGoogleVertex } = await import('@ai-sdk/google-vertex');
    const project = given.settings['GOOGLE_VERTEX_PROJECT'];
    const location = given.settings['GOOGLE_VERTEX_LOCATION'];
    const provider = createGoogleVertex({
      ...factorySettings(given),
      ...(project === undefined ? {} : { project }),
      ...(location === undefined ? {} : { location }),
    });
    return (model) => provider(model);
  },
};
