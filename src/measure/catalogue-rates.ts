import { calcPrice, type ModelPrice } from '@pydantic/genai-prices';
import type { Target } from '../contract/suite.ts';
import type { Rate, Rates } from './rates.ts';

/** Named in every price id; a test holds it to the installed version. */
export const catalogueVersion = '0.1.8';

export interface CatalogueEntry {
  rates: Rates;
  /** The model has dated or time-of-day prices: ask again for another instant. */
  changes: boolean;
}

/** A tiered price charges every token of the call at the rate of the last tier its input exceeds, as the catalogue's own code does. */
function rateOf(price: ModelPrice[string]): Rate | null {
  if (price === undefined) return null;
  if (typeof price === 'number') return { base: price, tiers: [] };
  return { base: price.base, tiers: price.tiers.map((tier) => ({ above: tier.start, rate: tier.price })) };
}

/**
 * The model's public price at an instant, or `null` when the catalogue has none for it.
 * A target with its own base URL is looked up by that URL: whoever answers there sets the price, not the maker of the protocol.
 * Where no cache (or reasoning) price is listed, the catalogue bills those tokens as input (or output), and so do we.
 */
export function catalogueRates(target: Target, atMs: number): CatalogueEntry | null {
  const where = target.baseUrl ? { providerApiUrl: target.baseUrl } : { providerId: target.provider };
  const found = calcPrice({}, target.model, { ...where, timestamp: new Date(atMs) });
  if (!found) return null;
  const listed = found.model_price;
  const input = rateOf(listed['input_mtok']);
  const output = rateOf(listed['output_mtok']);
  if (!input || !output) return null;
  const perRequests = listed['requests_kcount'];
  return {
    rates: {
      input,
      output,
      cacheRead: rateOf(listed['cache_read_mtok']) ?? input,
      cacheWrite: rateOf(listed['cache_write_mtok']) ?? input,
      cacheWrite1h: rateOf(listed['cache_write_1h_mtok']),
      // the catalogue bills sound without a price of its own as text; made pictures cost many times that
      inputAudio: rateOf(listed['input_audio_mtok']) ?? input,
      inputImage: rateOf(listed['input_image_mtok']) ?? input,
      outputAudio: rateOf(listed['output_audio_mtok']) ?? output,
      outputImage: rateOf(listed['output_image_mtok']),
      reasoning: rateOf(listed['output_reasoning_mtok']) ?? output,
      per1kRequests: typeof perRequests === 'number' ? perRequests : 0,
      priceId: `genai-prices@${catalogueVersion}:${found.provider.id}/${found.model.id}`,
    },
    changes: Array.isArray(found.model.prices),
  };
}

/** The public price of what a model reads, where it writes nothing that could have one. Simple prices only: dollars per million tokens. */
export function catalogueInput({ provider, model, baseUrl }: Target, atMs: number): number | null {
  const where = baseUrl ? { providerApiUrl: baseUrl } : { providerId: provider };
  const listed = calcPrice({}, model, { ...where, timestamp: new Date(atMs) })?.model_price['input_mtok'];
  return typeof listed === 'number' ? listed : null;
}
