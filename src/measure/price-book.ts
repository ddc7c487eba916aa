import { ownValue } from '../base/own-value.ts';
import { soundTokens } from './sound-tokens.ts';
import type { Tokens } from '../contract/attempt.ts';
import type { Price, Target } from '../contract/suite.ts';
import { catalogueInput, catalogueRates, type CatalogueEntry } from './catalogue-rates.ts';
import { charge } from './charge.ts';
import { modelsDevRates, type ModelsDevSnapshot } from './models-dev-rates.ts';
import { isFree } from './openrouter.ts';
import { priceOfRates, ratesOfPrice, sharedRates, type Rates } from './rates.ts';
import { toolFees } from './tool-fees.ts';
import { publishedFraction, requestedTier, standardTier, tierOf } from './service-tier.ts';

export interface PriceBookOptions {
  /** Prices by `provider/model`, before the public list. */
  overrides?: Record<string, Price>;
  /** Asked when the public list does not know a model. */
  modelsDev?: ModelsDevSnapshot;
  /** Wall clock in ms since the epoch: the instant of `priceOf`. */
  at: number;
}

export interface PriceBook {
  /**
   * US dollars per million tokens for a call of ordinary length, in the service tier that the target asks for; `null` when no source
   * knows the model, or not in that tier.
   */
  priceOf(target: Target): { price: Price; priceId: string } | null;
  /** US dollars per million tokens that are read, also of a model that writes none: one that makes embeddings. */
  inputPriceOf(target: Target): number | null;
  /** Whether the user gives this target its price. */
  isGiven(target: Target): boolean;
  /** All there is to know of a model's price at an instant. `tier`: the response's own word for it; default: what was asked for. */
  ratesOf(target: Target, atMs: number, tier?: string): Rates | null;
  /** Whole nano-dollars at the price in force at `atMs`; `null` when a needed count or price is unknown. */
  costOf(
    tokens: Tokens,
    target: Target,
    atMs: number,
    tier?: string,
  ): { nanousd: number; priceId: string } | null;
  /** Whole nano-dollars for tools that the provider ran itself; `null` when the price of one is unknown. */
  feesOf(target: Target, calls: Record<string, number> | undefined): number | null;
}

const nothing = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cacheWrite1h: 0 };

/** OpenAI and Anthropic alike publish that a batch costs half of what the same calls cost one by one. */
const defaultBatchShare = 0.5;

/** Rates of a service tier, or of a batch; `given`: what is written by hand. `null`: not known. */
function inTier(
  target: Target,
  rates: Rates,
  { tier, given }: { tier: string; given: Price | undefined },
): Rates | null {
  // who hands calls over in a batch is in no other tier
  if (target.batch) {
    const share = given?.batch ?? defaultBatchShare;
    return sharedRates(rates, share, `batch=${share}`);
  }
  const written = ownValue(given?.serviceTiers, tier);
  // a target's own price is that of what it asks for
  const isOwn = target.price !== undefined && tier === requestedTier(target);
  const published = given
    ? tier === standardTier && !target.price
      ? 1
      : null
    : publishedFraction(tier, target);
  const share = written ?? (isOwn ? 1 : published);
  if (share === null) return null;
  return share === 1 ? rates : sharedRates(rates, share, `${tier}=${share}`);
}

/**
 * Prices in order: the target's own, the overrides, the public list of genai-prices, a snapshot of models.dev, unknown.
 * A target is looked up once for each service tier, unless its price depends on the date or the time of day.
 */
export function createPriceBook(options: PriceBookOptions): PriceBook {
  const known = new WeakMap<Target, Map<string, CatalogueEntry | null>>();

  function look(target: Target, atMs: number): CatalogueEntry | null {
    // paid by the hour: no call has a price of its own, and nobody's list applies
    if (target.usdPerHour !== undefined) return null;
    if (target.price) return { rates: ratesOfPrice(target.price, 'suite'), changes: false };
    const override = options.overrides?.[`${target.provider}/${target.model}`];
    if (override) return { rates: ratesOfPrice(override, 'override'), changes: false };
    if (isFree(target)) return { rates: ratesOfPrice(nothing, 'free'), changes: false };
    const listed = catalogueRates(target, atMs);
    if (listed || !options.modelsDev || target.baseUrl) return listed;
    const rates = modelsDevRates(options.modelsDev, target);
    return rates && { rates, changes: false };
  }

  /** What is written by hand, for this target or for its model. */
  const givenTo = (target: Target) =>
    target.price ?? options.overrides?.[`${target.provider}/${target.model}`];

  function entryOf(target: Target, atMs: number, tier: string): CatalogueEntry | null {
    const listed = look(target, atMs);
    const rates = listed && inTier(target, listed.rates, { tier, given: givenTo(target) });
    return rates && { rates, changes: listed.changes };
  }

  function ratesAt(target: Target, atMs: number, word?: string): Rates | null {
    const tier = word === undefined || word === '' ? requestedTier(target) : tierOf(word);
    const tiers = known.get(target) ?? new Map<string, CatalogueEntry | null>();
    known.set(target, tiers);
    const seen = tiers.get(tier);
    if (seen === null || seen?.changes === false) return seen?.rates ?? null;
    const entry = entryOf(target, atMs, tier);
    tiers.set(tier, entry);
    return entry?.rates ?? null;
  }

  return {
    isGiven: (target) => target.usdPerHour !== undefined || givenTo(target) !== undefined,
    ratesOf: ratesAt,
    priceOf(target) {
      const rates = ratesAt(target, options.at);
      return rates && { price: priceOfRates(rates), priceId: rates.priceId };
    },
    inputPriceOf(target) {
      return ratesAt(target, options.at)?.input.base ?? catalogueInput(target, options.at);
    },
    costOf(tokens, target, atMs, tier) {
      const rates = ratesAt(target, atMs, tier);
      const nanousd = rates && charge(soundTokens(tokens), rates);
      return rates && nanousd !== null && Number.isSafeInteger(nanousd)
        ? { nanousd, priceId: rates.priceId }
        : null;
    },
    feesOf: (target, calls) => toolFees(calls, givenTo(target)),
  };
}
