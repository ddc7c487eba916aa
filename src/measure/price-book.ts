import type { Tokens } from '../contract/attempt.ts';
import type { Price, Target } from '../contract/suite.ts';
import { catalogueRates, type CatalogueEntry } from './catalogue-rates.ts';
import { charge } from './charge.ts';
import { modelsDevRates, type ModelsDevSnapshot } from './models-dev-rates.ts';
import { batchRates, priceOfRates, ratesOfPrice, type Rates } from './rates.ts';

export interface PriceBookOptions {
  /** Prices by `provider/model`, before the public list. */
  overrides?: Record<string, Price>;
  /** Asked when the public list does not know a model. */
  modelsDev?: ModelsDevSnapshot;
  /** Wall clock in ms since the epoch: the instant of `priceOf`. */
  at: number;
}

export interface PriceBook {
  /** US dollars per million tokens for a call of ordinary length; `null` when no source knows the model. */
  priceOf(target: Target): { price: Price; priceId: string } | null;
  /** All there is to know of a model's price at an instant. */
  ratesOf(target: Target, atMs: number): Rates | null;
  /** Whole nano-dollars at the price in force at `atMs`; `null` when a needed count or price is unknown. */
  costOf(tokens: Tokens, target: Target, atMs: number): { nanousd: number; priceId: string } | null;
}

/** OpenAI and Anthropic alike publish that a batch costs half of what the same calls cost one by one. */
const usualBatchShare = 0.5;

/**
 * Prices in order: the target's own, the overrides, the public list of genai-prices, a snapshot of models.dev, unknown.
 * A target is looked up once, unless its price depends on the date or the time of day.
 */
export function createPriceBook(options: PriceBookOptions): PriceBook {
  const known = new WeakMap<Target, CatalogueEntry | null>();

  function look(target: Target, atMs: number): CatalogueEntry | null {
    // paid by the hour: no call has a price of its own, and nobody's list applies
    if (target.usdPerHour !== undefined) return null;
    if (target.price) return { rates: ratesOfPrice(target.price, 'suite'), changes: false };
    const override = options.overrides?.[`${target.provider}/${target.model}`];
    if (override) return { rates: ratesOfPrice(override, 'override'), changes: false };
    const listed = catalogueRates(target, atMs);
    if (listed || !options.modelsDev || target.baseUrl) return listed;
    const rates = modelsDevRates(options.modelsDev, target);
    return rates && { rates, changes: false };
  }

  function inBatch(target: Target, rates: Rates): Rates {
    const given = target.price ?? options.overrides?.[`${target.provider}/${target.model}`];
    return batchRates(rates, given?.batch ?? usualBatchShare);
  }

  function ratesAt(target: Target, atMs: number) {
    const seen = known.get(target);
    if (seen === null || seen?.changes === false) return seen?.rates ?? null;
    const listed = look(target, atMs);
    const entry = listed && target.batch ? { ...listed, rates: inBatch(target, listed.rates) } : listed;
    known.set(target, entry);
    return entry?.rates ?? null;
  }

  return {
    ratesOf: ratesAt,
    priceOf(target) {
      const rates = ratesAt(target, options.at);
      return rates && { price: priceOfRates(rates), priceId: rates.priceId };
    },
    costOf(tokens, target, atMs) {
      const rates = ratesAt(target, atMs);
      const nanousd = rates && charge(tokens, rates);
      return rates && nanousd !== null ? { nanousd, priceId: rates.priceId } : null;
    },
  };
}
