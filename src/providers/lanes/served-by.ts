/** Who served an answer, as far as anything but the answer's own words tells: headers of gateways and clouds, the region in the address. */
import type { WireTrace } from '../transport/wire-trace.ts';

/** Named host before region: a gateway's header says more than the cloud it runs in. */
const headers = [
  'x-inference-provider',
  'x-bifrost-provider',
  'x-litellm-model-api-base',
  'x-groq-region',
  'x-ms-region',
];

const regionalHosts = [
  /^bedrock-runtime(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/,
  /^([a-z0-9-]+)-aiplatform\.googleapis\.com$/,
  /^aiplatform\.([a-z0-9-]+)\.rep\.googleapis\.com$/,
];

/** A host's name is enough of an address. */
const hostIn = (value: string) => (URL.canParse(value) ? new URL(value).host || value : value);

export function servedByWire({
  headers: given,
  origin,
}: Pick<WireTrace, 'headers' | 'origin'>): string | undefined {
  for (const name of headers) {
    const value = given?.get(name)?.trim();
    if (value) return hostIn(value);
  }
  const host = origin !== null && URL.canParse(origin) ? new URL(origin).hostname : '';
  for (const pattern of regionalHosts) {
    const region = pattern.exec(host)?.[1];
    if (region !== undefined) return region;
  }
  return host === 'aiplatform.googleapis.com' ? 'global' : undefined;
}
