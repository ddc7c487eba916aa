/** What each provider was verified against, in this repository's own tests. A test holds the list to them. */
import { ownValue } from '../base/own-value.ts';

/** Providers whose makers' SDK read the same bytes as we did (test/conformance/official-sdks.test.ts). */
export const officialSdks: Record<string, string> = {
  openai: 'openai',
  'openai-responses': 'openai',
  compatible: 'openai',
  anthropic: '@anthropic-ai/sdk',
  google: '@google/genai',
};

/** Providers an independent mock server answered as (test/conformance/aimock.test.ts). */
export const mockedByOthers: readonly string[] = [
  'openai',
  'openai-responses',
  'compatible',
  'openrouter',
  'azure',
  'anthropic',
  'google',
  'bedrock',
  'cohere',
  'mistral',
  'groq',
];

/** Providers our simulator speaks like. */
const simulated: readonly string[] = ['compatible', 'anthropic', 'google'];

/** Witnesses, weakest first. The scripted answers are written by hand from the provider's documentation. */
export function verifiedBy(id: string): string[] {
  const sdk = ownValue(officialSdks, id);
  return [
    'scripted answers',
    ...(simulated.includes(id) ? ['simulator'] : []),
    ...(mockedByOthers.includes(id) ? ['aimock'] : []),
    ...(sdk === undefined ? [] : [`SDK ${sdk}`]),
  ];
}
