import type { Price } from '../contract/suite.ts';

/** A rate in US dollars per million tokens, and the rates that replace it once the whole input is longer than `above` tokens. */
export interface Rate {
  base: number;
  tiers: { above: number; rate: number }[];
}

/** What one model costs, from whichever source. `null`: the source does not say. */
export interface Rates {
  input: Rate;
  output: Rate;
  cacheRead: Rate | null;
  cacheWrite: Rate | null;
  /** Writes to a cache that keeps them for an hour. */
  cacheWrite1h: Rate | null;
  reasoning: Rate;
  inputAudio: Rate | null;
  /** Pictures that are read are billed as input. */
  inputImage: Rate;
  outputAudio: Rate | null;
  outputImage: Rate | null;
  /** US dollars per thousand requests, on top of the tokens. */
  per1kRequests: number;
  /** Source, its version, and the rule or the numbers themselves. */
  priceId: string;
}

export const flatRate = (rate: number): Rate => ({ base: rate, tiers: [] });

/** What a price holds that is no rate of a bucket. */
const besideRates: ReadonlySet<string> = new Set(['batch', 'serviceTiers', 'providerTools']);

/** A price as a user writes it. A cache price that was left out is unknown. Reasoning is billed as output. */
export function ratesOfPrice(price: Price, source: string): Rates {
  const written = Object.entries(price)
    .filter(([bucket, rate]) => rate !== undefined && !besideRates.has(bucket))
    .map(([bucket, rate]) => `${bucket}=${rate}`)
    .sort();
  return {
    input: flatRate(price.input),
    output: flatRate(price.output),
    cacheRead: price.cacheRead === undefined ? null : flatRate(price.cacheRead),
    cacheWrite: price.cacheWrite === undefined ? null : flatRate(price.cacheWrite),
    cacheWrite1h: price.cacheWrite1h === undefined ? null : flatRate(price.cacheWrite1h),
    reasoning: flatRate(price.output),
    inputAudio: null,
    inputImage: flatRate(price.input),
    outputAudio: null,
    outputImage: null,
    per1kRequests: 0,
    priceId: `${source}:${written.join(',')}`,
  };
}

const share = (rate: Rate | null, factor: number): Rate | null =>
  rate && {
    base: rate.base * factor,
    tiers: rate.tiers.map((tier) => ({ above: tier.above, rate: tier.rate * factor })),
  };

/** Of every rate the same share, as a call pays that is one of a batch; `rule` says so in the price's id. */
export function sharedRates(rates: Rates, factor: number, rule: string): Rates {
  const of = (rate: Rate) => share(rate, factor) as Rate;
  return {
    input: of(rates.input),
    output: of(rates.output),
    cacheRead: share(rates.cacheRead, factor),
    cacheWrite: share(rates.cacheWrite, factor),
    cacheWrite1h: share(rates.cacheWrite1h, factor),
    reasoning: of(rates.reasoning),
    inputAudio: share(rates.inputAudio, factor),
    inputImage: of(rates.inputImage),
    outputAudio: share(rates.outputAudio, factor),
    outputImage: share(rates.outputImage, factor),
    per1kRequests: rates.per1kRequests * factor,
    priceId: `${rates.priceId} ${rule}`,
  };
}

/** The rates a short call pays, in the form a user would write. */
export function priceOfRates(rates: Rates): Omit<Price, 'serviceTiers' | 'providerTools'> {
  return {
    input: rates.input.base,
    output: rates.output.base,
    ...(rates.cacheRead && { cacheRead: rates.cacheRead.base }),
    ...(rates.cacheWrite && { cacheWrite: rates.cacheWrite.base }),
    ...(rates.cacheWrite1h && { cacheWrite1h: rates.cacheWrite1h.base }),
  };
}

/** The rate in force for a call with this many input tokens, those from a cache included. */
export function rateFor(rate: Rate, inputTokens: number): number {
  let result = rate.base;
  for (const tier of rate.tiers) if (inputTokens > tier.above) result = tier.rate;
  return result;
}
