/** Prices that were given to a run later, put on its calls: the same for stored rows and for a journal read again. */
import type { Attempt } from '../contract/attempt.ts';
import type { PriceChange } from '../contract/run.ts';
import type { Sample } from '../contract/sample.ts';
import type { Target } from '../contract/suite.ts';
import { measure } from '../measure/measure.ts';
import { createPriceBook, type PriceBook } from '../measure/price-book.ts';
import { repriceSample } from '../measure/reprice-sample.ts';
import type { SampleRows, SampleBuilder } from './sample-builder.ts';

/** The target without the price that the suite gives it. */
function unpriced(target: Target): Target {
  const { price: _, ...bare } = target;
  return bare;
}

/** Prices the suite gave itself stand; so does what was priced by a file, unless a file is given again. */
const isFromList = (priceId: string) => priceId === '' || priceId.startsWith('genai-prices@');

export const changesPriceOf = (
  { overrides, latest }: PriceChange,
  { provider, model }: Pick<Target, 'provider' | 'model'>,
  priceId: Sample['price_id'],
): boolean => Object.hasOwn(overrides, `${provider}/${model}`) || (latest && isFromList(priceId));

export type Reprice = (attempt: Attempt, settled: SampleRows) => SampleRows;

/** `book`: what the run was begun with. `null`: nothing was priced later. */
export function repricer(
  changes: readonly PriceChange[],
  { targets, book, startedAtMs }: { targets: readonly Target[]; book: PriceBook; startedAtMs: number },
): Reprice | null {
  if (changes.length === 0) return null;
  const known = new Map(targets.map((target) => [target.id, { target, bare: unpriced(target) }]));
  const steps = changes.map((change) => ({
    change,
    prices: createPriceBook({ overrides: change.overrides, at: startedAtMs }),
  }));
  return (attempt, settled) => {
    const at = known.get(attempt.targetId);
    if (!at) return settled;
    if ('sample' in settled) {
      let { sample } = settled;
      for (const { change, prices } of steps)
        if (changesPriceOf(change, at.bare, sample.price_id)) sample = repriceSample(sample, at.bare, prices);
      return { ...settled, sample };
    }
    let priced = measure(attempt, at.target, book);
    for (const { change, prices } of steps)
      if (changesPriceOf(change, at.bare, priced.price_id)) priced = measure(attempt, at.bare, prices);
    return { retried: { ...settled.retried, cost_nanousd: priced.cost_nanousd } };
  };
}

export function withPrices(builder: SampleBuilder, reprice: Reprice | null): SampleBuilder {
  if (!reprice) return builder;
  return { ...builder, buildSample: async (attempt) => reprice(attempt, await builder.buildSample(attempt)) };
}
