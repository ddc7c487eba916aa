import { distance } from 'fastest-levenshtein';
import { AssayError } from '../contract/errors.ts';
import { anthropic } from './vendors/anthropic.ts';
import { compatible } from './vendors/compatible.ts';
import { google } from './vendors/google.ts';
import { openai } from './vendors/openai.ts';
import type { Vendor } from './vendors/vendor.ts';

/** Every provider, written out. */
export const vendors: readonly Vendor[] = [openai, anthropic, google, compatible];

/** The simulator's provider id: an ordinary provider whose models speak one of the wires above. */
export const simulatorId = 'sim';

/** Throws `provider-unknown` with the nearest spelling. */
export function vendorOf(id: string): Vendor {
  const vendor = vendors.find((candidate) => candidate.id === id);
  if (vendor) return vendor;
  const ids = [...vendors.map((candidate) => candidate.id), simulatorId];
  const nearest = ids.toSorted((a, b) => distance(a, id) - distance(b, id))[0] as string;
  const near = distance(nearest, id) <= 3 ? ` Did you mean "${nearest}"?` : '';
  throw new AssayError('provider-unknown', `unknown provider "${id}"`, {
    remedy: `Known providers: ${ids.join(', ')}.${near} For any other OpenAI-compatible endpoint use compatible/<model> with baseUrl.`,
  });
}
